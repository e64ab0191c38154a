package tollgate.api.face;

import java.util.List;
import tollgate.api.stability.Experimental;

/**
 * A set of HTTP resources. Exact paths of faces beat patterns beat the model API.
 *
 * @since 1.0
 */
@Experimental
public interface Face {

  /** The face's id. */
  String id();

  /** What it answers for. */
  List<Resource> resources();
}
