package tollgate.api.face;

import java.util.Map;
import tollgate.api.call.ClientHead;
import tollgate.api.stability.Experimental;

/**
 * A request to a face.
 *
 * @param head method, path, query and fields, credentials removed
 * @param pathValues what stands for the names in the resource's path, decoded
 * @param query the query's parameters, decoded; of a repeated one the last
 * @param body the body as UTF-8, at most one megabyte
 * @since 1.0
 */
@Experimental
public record FaceRequest(
    ClientHead head, Map<String, String> pathValues, Map<String, String> query, String body) {}
