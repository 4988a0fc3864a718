using Migration.Workflows;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Migration.Client;

/// <summary>Makes the migrations' search attributes known to the Temporal service.</summary>
public static class SearchAttributeRegistration
{
    /// <summary>Idempotent. Where operators alone may register, the attributes must be there already and the start says so otherwise.</summary>
    public static async Task EnsureAsync(ITemporalClient temporal, CancellationToken cancel)
    {
        var request = new AddSearchAttributesRequest { Namespace = temporal.Options.Namespace };
        foreach (var name in MigrationNames.SearchAttributes)
            request.SearchAttributes.Add(name, IndexedValueType.Keyword);
        await RpcFailures.TranslateAsync("", () => AddAsync(temporal, request, cancel));
    }

    private static async Task AddAsync(ITemporalClient temporal, AddSearchAttributesRequest request, CancellationToken cancel)
    {
        try
        {
            await temporal.Connection.OperatorService.AddSearchAttributesAsync(request, RpcLimits.Quick(cancel));
        }
        catch (RpcException error) when (error.Code is RpcException.StatusCode.AlreadyExists
            or RpcException.StatusCode.PermissionDenied or RpcException.StatusCode.Unimplemented)
        {
            // Registered by an earlier start, or an operator's business: Temporal Cloud keeps this call to its own console.
        }
    }
}
