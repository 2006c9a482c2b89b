namespace Banners.Demo;

internal static class ShowDemo
{
    public static void MapDemo(this IEndpointRouteBuilder app)
    {
    }
}
