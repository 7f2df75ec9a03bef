using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using NetArchTest.Rules;

namespace Workbench.Tests.Architecture;

public class RoomTests
{
    private const string Begin = "<!-- rooms: written by WORKBENCH_ACCEPT=1 dotnet test --project tests/Workbench.Tests -->\n";
    private const string Facade = "Sandglass";
    private const string End = "<!-- end of rooms -->\n";

    // What every room may use without a rule.
    private static readonly string[] Free = ["WholeFiles", "Sandglass"];

    private static readonly ILookup<string, Type> Written =
        Library.Assemblies.SelectMany(Library.WrittenTypes).ToLookup(Sources.RoomOf);

    private static readonly Dictionary<string, Types> Loaded =
        Library.Assemblies.ToDictionary(assembly => assembly.GetName().Name!, assembly => Types.InAssembly(assembly));

    public static TheoryData<string> Rooms => [.. DependencyRules.Rooms.Select(room => room.Name)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_in_its_row(string name)
    {
        var room = DependencyRules.Rooms.Single(room => room.Name == name);
        var breaches =
            from other in DependencyRules.Rooms
            where !Free.Contains(other.Name) && other != room && !room.Uses.Contains(other.Name)
            from user in UsersOf(other, room)
            select $"{user} uses {Used(other, room, user)}";

        Rule.Holds(
            breaches,
            $"{name} may use: {string.Join(", ", room.Uses.DefaultIfEmpty("no other room"))}. " +
            "Move the code to the room that may see both, or pass in what it needs as a value; " +
            "a new dependency is a decision and goes into DependencyRules.cs first.");
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_every_room_in_its_row(string name)
    {
        var room = DependencyRules.Rooms.Single(room => room.Name == name);
        Rule.Holds(
            room.Uses.Where(other => !UsersOf(DependencyRules.Rooms.Single(r => r.Name == other), room).Any()).Select(other => $"{name} no longer uses {other}"),
            "Remove the dependency from DependencyRules.cs.");
    }

    [Fact]
    public void Dependencies_point_one_way()
    {
        var above = new HashSet<string>();
        var breaches = new List<string>();
        foreach (var room in DependencyRules.Rooms)
        {
            breaches.AddRange(room.Uses.Where(other => !above.Contains(other)).Select(other => $"{room.Name} uses {other}, which does not stand above it"));
            above.Add(room.Name);
        }

        Rule.Holds(breaches, "Two rooms that know each other are one room, or what both need belongs into a third.");
    }

    [Fact]
    public void Every_type_lives_in_a_room_that_has_a_row()
    {
        var homeless =
            from types in Written
            where DependencyRules.Rooms.All(room => room.Name != types.Key)
            from type in types
            select $"{type.FullName} lives in the unknown room '{types.Key}'";

        Rule.Holds(homeless, "Put it into a room of DependencyRules.cs, or add the new room there with the rooms it may use.");
    }

    [Fact]
    public void A_namespace_is_the_folder_or_the_one_that_every_user_opens()
    {
        var strangers =
            from types in Written
            from type in types
            where type.Namespace != types.Key && type.Namespace != Facade && type.Namespace is not null // a program's Main has none
            select $"{type.FullName} lies in the folder of {types.Key}";

        Rule.Holds(strangers, $"Give it the namespace of its folder. What most users name stands in the namespace {Facade} alone.");
    }

    [Fact]
    public void Every_room_is_a_folder() => Rule.Holds(
        DependencyRules.Rooms.Where(room => !Directory.Exists(Repository.PathTo(room.Folder)) || !Written[room.Name].Any())
            .Select(room => $"{room.Name} is not in {room.Folder}"),
        "A room is a folder with code in it; correct DependencyRules.cs.");

    [Fact]
    public void The_table_of_rooms_in_CONTRIBUTING_is_this_one()
    {
        var path = Repository.PathTo("CONTRIBUTING.md");
        var text = File.ReadAllText(path);
        var parts = Regex.Match(text, $"{Regex.Escape(Begin)}(.*?){Regex.Escape(End)}", RegexOptions.Singleline);
        Assert.True(parts.Success, "CONTRIBUTING.md has no table of rooms");
        if (Environment.GetEnvironmentVariable("WORKBENCH_ACCEPT") == "1")
        {
            var table = parts.Groups[1];
            File.WriteAllText(path, string.Concat(text.AsSpan(0, table.Index), Table(), text.AsSpan(table.Index + table.Length)));
            return;
        }

        Assert.Equal(Table(), parts.Groups[1].Value);
    }

    private static string Table()
    {
        var table = new StringBuilder("| folder | holds | may use |\n|---|---|---|\n");
        foreach (var room in DependencyRules.Rooms)
        {
            table.Append($"| `{room.Folder}` | {room.Holds} | {string.Join(", ", room.Uses.Select(Short).DefaultIfEmpty("—"))} |\n");
        }

        return table.ToString();
    }

    private static string Short(string room) => room.StartsWith("Sandglass.", StringComparison.Ordinal) ? room["Sandglass.".Length..] : room;

    private static IEnumerable<string> UsersOf(Room other, Room room) => Users(room, [.. Written[other.Name].Select(type => Cecil(type.FullName!))]);

    private static IEnumerable<string> Users(Room room, string[] types) => types.Length == 0 || !Written[room.Name].Any() ? [] :
        Loaded[Written[room.Name].First().Assembly.GetName().Name!]
            .That().MeetCustomRule(new Within([.. Written[room.Name].Select(type => Cecil(type.FullName!))])).And().HaveDependencyOnAny(types)
            .GetTypes().Select(type => type.FullName!);

    // NetArchTest says who breaks a rule but not with what, so each type of the forbidden room is asked after in turn.
    private static string Used(Room other, Room room, string user) => string.Join(
        ", ",
        Written[other.Name].Where(type => Users(room, [Cecil(type.FullName!)]).Contains(user)).Select(type => type.FullName).DefaultIfEmpty(other.Name));

    private static string Cecil(string name) => name.Replace('+', '/');

    private sealed class Within(HashSet<string> types) : ICustomRule
    {
        public bool MeetsRule(TypeDefinition type) => types.Contains(type.FullName);
    }
}
