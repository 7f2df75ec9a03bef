using System.Reflection;
using System.Text.RegularExpressions;
using NetArchTest.Rules;

namespace Workbench.Tests.Architecture;

public class RoomTests
{
    public static TheoryData<string> Rooms => [.. Arrows.Rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_the_rooms_in_its_row(string room)
    {
        var breaches =
            from forbidden in Arrows.Rooms.Keys
            where forbidden != "Sandglass" && forbidden != room && !Arrows.Rooms[room].Contains(forbidden)
            from assembly in Library.Libraries
            from user in UsersOf(forbidden, room, assembly)
            select $"{user} uses {Used(forbidden, user, assembly)}";

        Rule.Holds(
            breaches,
            $"{room} may use: {string.Join(", ", Arrows.Rooms[room].DefaultIfEmpty("no other room"))}. " +
            "Move the code to the room that may see both, or pass in what it needs as a value; " +
            "a new arrow is a decision and goes into Arrows.cs first.");
    }

    [Fact]
    public void Every_type_lives_in_a_room_that_has_a_row()
    {
        var homeless =
            from assembly in Library.Libraries
            from type in Library.WrittenTypes(assembly)
            where !Arrows.Rooms.Keys.Any(room => Regex.IsMatch(type.Namespace ?? "", Inside(room)))
            select $"{type.FullName} lives in the unknown room '{type.Namespace}'";

        Rule.Holds(homeless, "Put it into a room of Arrows.cs, or add the new room there with the rooms it may use.");
    }

    private static IEnumerable<string> UsersOf(string namespaceOrType, string room, Assembly assembly) =>
        Types.InAssembly(assembly)
            .That().ResideInNamespaceMatching(Inside(room))
            .ShouldNot().HaveDependencyOn(namespaceOrType)
            .GetResult().FailingTypeNames ?? [];

    // NetArchTest says who breaks a rule but not with what, so each type of the forbidden room is asked after in turn.
    private static string Used(string forbidden, string user, Assembly assembly)
    {
        var names =
            from library in Library.Libraries
            from type in Library.WrittenTypes(library)
            where !type.IsNested && Regex.IsMatch(type.Namespace ?? "", Inside(forbidden))
            let users = Types.InAssembly(assembly).That().HaveDependencyOn(type.FullName!).GetTypes()
            where users.Any(candidate => candidate.FullName == user.Replace('/', '+')) // its names of nested types are Cecil's
            select type.FullName!;
        return string.Join(", ", names.DefaultIfEmpty(forbidden));
    }

    private static string Inside(string room) =>
        room == "Sandglass" ? @"^Sandglass$" : $@"^{Regex.Escape(room)}(\.|$)";
}
