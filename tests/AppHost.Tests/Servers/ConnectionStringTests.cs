using AppHost.Servers;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace AppHost.Tests.Servers;

/// <summary>A service can't tell how its servers run; nothing is started here.</summary>
public sealed class ConnectionStringTests
{
    public static TheoryData<string> Kinds => [nameof(ServerKind.Container), nameof(ServerKind.Local)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_gives_the_database_the_same_connection_string(string kind)
    {
        var (database, _) = Build(Enum.Parse<ServerKind>(kind));
        Word(database).ShouldBe("{postgres.connectionString};Database=banners");
        Word(((IResourceWithParent)database).Parent).ShouldBe(
            "Host={postgres.bindings.tcp.host};Port={postgres.bindings.tcp.port};Username=postgres;Password={postgres-password.value}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_gives_messaging_the_same_connection_string(string kind)
    {
        var (_, messaging) = Build(Enum.Parse<ServerKind>(kind));
        Plain(Word(messaging)).ShouldBe("amqp://guest:{messaging-password.value}@{messaging.bindings.tcp.host}:{messaging.bindings.tcp.port}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_takes_its_password_from_a_secret_parameter(string kind)
    {
        var (database, messaging) = Build(Enum.Parse<ServerKind>(kind));
        foreach (var expression in new[] { ((IResourceWithConnectionString)((IResourceWithParent)database).Parent).ConnectionStringExpression, ((IResourceWithConnectionString)messaging).ConnectionStringExpression })
            Parameters(expression).ShouldHaveSingleItem().Secret.ShouldBeTrue();
    }

    [Fact]
    public void Containers_are_the_official_images()
    {
        var (database, messaging) = Build(ServerKind.Container);
        Image(((IResourceWithParent)database).Parent).ShouldBe("docker.io/library/postgres:17");
        Image(messaging).ShouldBe("docker.io/library/rabbitmq:4-management");
    }

    [Fact]
    public void Local_servers_are_never_published()
    {
        var (database, messaging) = Build(ServerKind.Local);
        foreach (var resource in new[] { database, ((IResourceWithParent)database).Parent, messaging })
            resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>().Last().ShouldBe(ManifestPublishingCallbackAnnotation.Ignore);
    }

    private static (IResource Database, IResource Messaging) Build(ServerKind kind)
    {
        var builder = ServersOnly.CreateBuilder();
        var place = new ServerPlace(kind, Path.Combine(Path.GetTempPath(), "never-made"), "volume", Port: 5000);
        var postgres = builder.AddPostgresServer("postgres", place, builder.AddParameter("postgres-password", "p", secret: true));
        var messaging = builder.AddRabbitMQServer("messaging", place with { Port = 5001 }, builder.AddParameter("messaging-password", "m", secret: true));
        return (postgres.AddDatabase("banners-db", "banners").Resource, messaging.Server.Resource);
    }

    private static string Word(IResource resource) => ((IResourceWithConnectionString)resource).ConnectionStringExpression.ValueExpression;

    /// <summary>Aspire escapes the container's password for the address; ours are letters and digits, so that it stays what it is.</summary>
    private static string Plain(string expression) => expression.Replace("-uri-encoded", "", StringComparison.Ordinal);

    private static IEnumerable<ParameterResource> Parameters(ReferenceExpression expression) =>
        expression.ValueProviders.SelectMany(provider => provider is ReferenceExpression inner ? Parameters(inner) : provider is ParameterResource parameter ? [parameter] : []);

    private static string Image(IResource resource)
    {
        var image = resource.Annotations.OfType<ContainerImageAnnotation>().Single();
        return $"{image.Registry}/{image.Image}:{image.Tag}";
    }
}
