using System.Text.Json.Serialization;

namespace Snowflake.SqlApi.Http;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatementReply))]
internal sealed partial class ReplyJson : JsonSerializerContext;
