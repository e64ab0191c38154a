/**
 * Connects Tollgate with any endpoint that speaks a known dialect and takes a key in a header:
 * hosted models, local servers, other gateways. Start reading at {@link
 * tollgate.provider.openai.compatible.CompatibleTransform}, which lists what may be set. Nothing
 * here may know a vendor by name.
 */
package tollgate.provider.openai.compatible;
