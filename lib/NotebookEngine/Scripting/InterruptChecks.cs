using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace NotebookEngine.Scripting;

/// <summary>
/// Writes into a compiled cell where it asks whether to stop: at the head of every loop and method, one look at a field
/// of the cell's own assembly. What may call itself asks besides whether the stack has room, since a stack that
/// overflows ends the process. In the compiled code all forms are alike: statements, lambdas, queries, iterators.
/// </summary>
internal static class InterruptChecks
{
    /// <summary>The type and the field that a cell's loops look at.</summary>
    public const string TypeName = "<interrupt>", FieldName = "requested";

    /// <summary>The assembly and its symbols with their checks.</summary>
    /// <param name="assembly">The compiled cell.</param>
    /// <param name="symbols">Its portable PDB.</param>
    /// <param name="pathOf">Finds a referenced assembly by its simple name.</param>
    public static (MemoryStream Assembly, MemoryStream Symbols) Add(Stream assembly, Stream symbols, Func<string, string?> pathOf)
    {
        using var resolver = new References(pathOf);
        using var read = AssemblyDefinition.ReadAssembly(assembly, new ReaderParameters
        {
            AssemblyResolver = resolver,
            ReadSymbols = true,
            SymbolReaderProvider = new PortablePdbReaderProvider(),
            SymbolStream = symbols,
        });
        var module = read.MainModule;
        var methods = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).ToArray();
        var recursive = CallCycles.Find(methods);
        var checks = new Checks(module);
        foreach (var method in methods)
        {
            method.Body.SimplifyMacros();
            checks.AtLoops(method.Body);
            checks.AtStart(method, recursive.Contains(method));
            method.Body.OptimizeMacros();
        }

        var (code, debug) = (new MemoryStream(), new MemoryStream());
        read.Write(code, new WriterParameters
        {
            WriteSymbols = true,
            SymbolWriterProvider = new PortablePdbWriterProvider(),
            SymbolStream = debug,
        });
        (code.Position, debug.Position) = (0, 0);
        return (code, debug);
    }

    private sealed class Checks
    {
        private readonly FieldDefinition _requested;
        private readonly MethodReference _stop;
        private readonly MethodReference _ensureStack;

        public Checks(ModuleDefinition module)
        {
            var type = new TypeDefinition(
                "", TypeName, TypeAttributes.Abstract | TypeAttributes.Sealed, module.TypeSystem.Object);
            _requested = new FieldDefinition(FieldName, FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.Boolean);
            type.Fields.Add(_requested);
            module.Types.Add(type);
            _stop = module.ImportReference(typeof(CellInterrupt).GetMethod(nameof(CellInterrupt.Stop)));
            _ensureStack = module.ImportReference(
                typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.EnsureSufficientExecutionStack)));
        }

        // At the target of each jump back and outside of a try that begins there: a cell that catches everything in a
        // loop still ends.
        public void AtLoops(MethodBody body)
        {
            var code = body.Instructions;
            var places = code.Select((instruction, i) => (instruction, i)).ToDictionary(pair => pair.instruction, pair => pair.i);
            var heads = code.SelectMany(from => Targets(from).Where(to => places[to] <= places[from])).ToHashSet();
            foreach (var head in heads)
            {
                var check = Check(head);
                foreach (var instruction in code)
                {
                    Redirect(instruction, head, check[0]);
                }

                foreach (var handler in body.ExceptionHandlers)
                {
                    handler.TryEnd = handler.TryEnd == head ? check[0] : handler.TryEnd;
                    handler.HandlerEnd = handler.HandlerEnd == head ? check[0] : handler.HandlerEnd;
                }

                Insert(body, head, check);
            }
        }

        public void AtStart(MethodDefinition method, bool isRecursive)
        {
            var start = method.Body.Instructions[0];
            if (isRecursive)
            {
                Insert(method.Body, start, [Instruction.Create(OpCodes.Call, _ensureStack)]);
            }

            if (isRecursive || !(method.IsConstructor || method.IsSpecialName))
            {
                Insert(method.Body, start, Check(start));
            }
        }

        private Instruction[] Check(Instruction next) =>
        [
            Instruction.Create(OpCodes.Volatile),
            Instruction.Create(OpCodes.Ldsfld, _requested),
            Instruction.Create(OpCodes.Brfalse, next),
            Instruction.Create(OpCodes.Call, _stop),
        ];

        private static void Insert(MethodBody body, Instruction before, IEnumerable<Instruction> added)
        {
            var place = body.Instructions.IndexOf(before);
            foreach (var instruction in added)
            {
                body.Instructions.Insert(place++, instruction);
            }
        }

        private static Instruction[] Targets(Instruction instruction) => instruction.Operand switch
        {
            Instruction target => [target],
            Instruction[] targets => targets,
            _ => [],
        };

        private static void Redirect(Instruction jump, Instruction from, Instruction to)
        {
            if (jump.Operand == from)
            {
                jump.Operand = to;
            }
            else if (jump.Operand is Instruction[] targets)
            {
                jump.Operand = Array.ConvertAll(targets, target => target == from ? to : target);
            }
        }
    }

    private sealed class References(Func<string, string?> pathOf) : BaseAssemblyResolver
    {
        private readonly Dictionary<string, AssemblyDefinition> _read = [];

        public override AssemblyDefinition Resolve(AssemblyNameReference name)
        {
            if (!_read.TryGetValue(name.Name, out var found))
            {
                found = pathOf(name.Name) is { } path ? AssemblyDefinition.ReadAssembly(path) : throw new AssemblyResolutionException(name);
                _read.Add(name.Name, found);
            }

            return found;
        }

        protected override void Dispose(bool disposing)
        {
            foreach (var assembly in _read.Values)
            {
                assembly.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
