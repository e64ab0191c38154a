package tollgate.runtime.script;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;

/**
 * All the files a script can see: the modules it may import, held in memory. No path leads from
 * here to the machine's disk, by whatever spelling or link.
 */
final class ModuleShelf implements FileSystem {

  private static final Path ROOT = Path.of("/").toAbsolutePath();

  private final Map<Path, byte[]> modules = new HashMap<>();

  ModuleShelf(Map<String, String> library) {
    library.forEach((path, text) ->
        modules.put(toAbsolutePath(Path.of(path)), text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Path parsePath(URI uri) {
    throw new UnsupportedOperationException("modules are imported by a relative path, not " + uri);
  }

  @Override
  public Path parsePath(String path) {
    return Path.of(path);
  }

  @Override
  public Path toAbsolutePath(Path path) {
    return ROOT.resolve(path).normalize();
  }

  @Override
  public Path toRealPath(Path path, LinkOption... options) throws IOException {
    module(path);
    return toAbsolutePath(path);
  }

  private byte[] module(Path path) throws NoSuchFileException {
    Path absolute = toAbsolutePath(path);
    byte[] bytes = modules.get(absolute);
    if (bytes == null) {
      throw new NoSuchFileException(ROOT.relativize(absolute).toString());
    }
    return bytes;
  }

  @Override
  public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... options)
      throws IOException {
    Path real = toRealPath(path);
    if (modes.contains(AccessMode.WRITE) || modes.contains(AccessMode.EXECUTE)) {
      throw new AccessDeniedException(real.toString());
    }
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    if (!Set.of(StandardOpenOption.READ).containsAll(options)) {
      throw new AccessDeniedException(path.toString());
    }
    return new ModuleBytes(module(path));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    long size = module(path).length;
    return Map.of("size", size, "isRegularFile", true, "isDirectory", false);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    throw new AccessDeniedException(folder.toString());
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    throw new AccessDeniedException(folder.toString());
  }

  @Override
  public void delete(Path path) throws IOException {
    throw new AccessDeniedException(path.toString());
  }
}
