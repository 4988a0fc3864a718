using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Tests.Fakes;

/// <summary>Answers every uncompressed call with an empty message, and refuses compressed ones as grpc-go without gzip does.</summary>
internal sealed class OldServer : IAsyncDisposable
{
    private WebApplication? application;

    public string Address => new Uri(application!.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First()).Authority;

    public List<string> Encodings { get; } = [];

    public async Task<OldServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        application = builder.Build();
        ((IApplicationBuilder)application).Run(AnswerAsync);
        await application.StartAsync();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await application!.StopAsync(new CancellationToken(canceled: true));
        await application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var encoding = context.Request.Headers["grpc-encoding"].ToString();
        lock (Encodings)
            Encodings.Add(encoding);
        context.Response.ContentType = "application/grpc";
        if (encoding == "gzip")
        {
            context.Response.Headers["grpc-status"] = "12";
            context.Response.Headers["grpc-message"] = "grpc: Decompressor is not installed for grpc-encoding gzip";
            return;
        }
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(new byte[5]);
    }
}
