package tollgate.api.provider;

import tollgate.api.call.ClientHead;
import tollgate.api.call.RequestFacts;

/**
 * One request on its way to an upstream.
 *
 * @param head method, path (with the model already changed where it is part of it), query and
 *     fields, cleaned as {@link Provider#prepare} says
 * @param facts what the dialect read of the body
 * @param model the model to be asked for, after routing
 * @since 1.0
 */
public record OutboundCall(ClientHead head, RequestFacts facts, String model) {}
