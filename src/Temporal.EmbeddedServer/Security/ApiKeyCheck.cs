using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Temporalio.Api.ErrorDetails.V1;

namespace Temporal.EmbeddedServer.Security;

/// <summary>Lets in who knows the key. The time that it takes tells nothing of the key.</summary>
internal sealed class ApiKeyCheck(string key)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] expected = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <exception cref="GrpcException">PERMISSION_DENIED.</exception>
    public void Require(IHeaderDictionary headers)
    {
        var given = headers.Authorization.ToString();
        var token = given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? given[Scheme.Length..] : string.Empty;
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), expected))
        {
            throw GrpcException.WithDetail(
                GrpcStatusCode.PermissionDenied,
                "Request unauthorized: it needs the header 'authorization: Bearer' with this server's API key.",
                new PermissionDeniedFailure { Reason = "API key missing or wrong" });
        }
    }
}
