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
    // What is above it serves libraries, and what an exception calls on its way up.
    private const int Room = SessionThread.StackBytes - (1 << 20);

    // An exception's way up through functions that await takes a time that grows with the square of their number.
    private const int RoomOfAsync = 1 << 20;

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
            _ensureStack = module.ImportReference(typeof(CellInterrupt).GetMethod(nameof(CellInterrupt.EnsureStack)));
        }

        // Before the target of each jump back, outside of a try that begins there: a cell that catches everything in a
        // loop still ends. A jump inside such a try cannot leave it, so that its check stands before the jump.
        public void AtLoops(MethodBody body)
        {
            var places = body.Instructions.Select((instruction, i) => (instruction, i)).ToDictionary(pair => pair.instruction, pair => pair.i);
            var inside = new HashSet<Instruction>();
            var heads = new HashSet<Instruction>();
            foreach (var from in body.Instructions)
            {
                foreach (var to in Targets(from).Where(to => places[to] <= places[from]))
                {
                    var isInside = body.ExceptionHandlers.Any(handler => handler.TryStart == to
                        && (handler.TryEnd is null || places[from] < places[handler.TryEnd]));
                    (isInside ? inside : heads).Add(isInside ? from : to);
                }
            }

            foreach (var head in heads)
            {
                InsertCheck(body, head, isBoundaryBehind: true, inside);
            }

            foreach (var jump in inside)
            {
                InsertCheck(body, jump, isBoundaryBehind: false, []);
            }
        }

        public void AtStart(MethodDefinition method, bool isRecursive)
        {
            var start = method.Body.Instructions[0];
            if (isRecursive)
            {
                var room = method.DeclaringType.Interfaces.Any(one => one.InterfaceType.Name == nameof(IAsyncStateMachine))
                    ? RoomOfAsync
                    : Room;
                Insert(method.Body, start, [Instruction.Create(OpCodes.Ldc_I4, room), Instruction.Create(OpCodes.Call, _ensureStack)]);
            }

            if (isRecursive || !(method.IsConstructor || method.IsSpecialName))
            {
                Insert(method.Body, start, Check(start));
            }
        }

        private void InsertCheck(MethodBody body, Instruction place, bool isBoundaryBehind, HashSet<Instruction> unmoved)
        {
            var check = Check(place);
            foreach (var jump in body.Instructions.Where(jump => !unmoved.Contains(jump)))
            {
                Redirect(jump, place, check[0]);
            }

            foreach (var handler in body.ExceptionHandlers)
            {
                handler.TryEnd = handler.TryEnd == place ? check[0] : handler.TryEnd;
                handler.HandlerEnd = handler.HandlerEnd == place ? check[0] : handler.HandlerEnd;
                if (!isBoundaryBehind)
                {
                    handler.TryStart = handler.TryStart == place ? check[0] : handler.TryStart;
                    handler.HandlerStart = handler.HandlerStart == place ? check[0] : handler.HandlerStart;
                }
            }

            Insert(body, place, check);
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
