package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an operator looks after the plugins. Every change is put in force before the method
 * returns, for calls that arrive from then on; where that cannot be, everything is as it was. Every
 * method throws a {@link tollgate.runtime.problem.ProblemException} with what kept it from doing
 * so. Methods block, and changes come one at a time.
 */
public interface PluginDesk {

  /** The plugins in use, disabled and refused. */
  PluginSet inForce();

  /** The versions of a plugin that can be gone back to, the one that came into use last first. */
  List<PluginVersions.Version> versions(String id);

  /** Copies a jar of this machine into the folder of plugins, in the place of its plugin. */
  PluginCard install(Path jar);

  /** The same with a jar's bytes. */
  PluginCard install(byte[] jar);

  /** Has a plugin used, or left where it is and not used. */
  void enable(String id, boolean enabled);

  /** Starts a plugin anew. */
  void reload(String id);

  /** Reads the folder and the settings of plugins anew. */
  void reload();

  /** Deletes a plugin's files; its versions are kept. Also a file that was refused, by its name. */
  void remove(String id);

  /**
   * Goes back to a version that is kept.
   *
   * @param sha256 which; the one in use before this one for an empty text
   */
  PluginCard rollBack(String id, String sha256);

  /** Has everything that was set aside of a plugin asked again. */
  void release(String id);

  /** Sets settings of a plugin; an empty value takes back what was set this way. */
  void configure(String id, Map<String, Optional<String>> values);
}
