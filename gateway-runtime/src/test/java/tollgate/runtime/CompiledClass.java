package tollgate.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.module.ModuleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a compiled class says: its name, the classes and the fields it uses, and every text in its
 * constant pool, which holds names and string constants alike.
 */
record CompiledClass(String name, Set<String> uses, Set<String> fields, Set<String> texts) {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

  /** A class that uses no fields of others and says nothing. */
  CompiledClass(String name, Set<String> uses) {
    this(name, uses, Set.of(), Set.of());
  }

  /** The main classes of this module; its tests, though in the same module, are left out. */
  static List<CompiledClass> ofRuntime() {
    Path classes = Checkout.module().resolve("target/classes");
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .filter(file -> isClass(file.getFileName().toString()))
          .map(file -> parse(bytesOf(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<CompiledClass> ofApi() {
    var module = ModuleLayer.boot().configuration().findModule("tollgate.api").orElseThrow();
    try (ModuleReader reader = module.reference().open();
        Stream<String> names = reader.list()) {
      return names
          .filter(name -> isClass(name.substring(name.lastIndexOf('/') + 1)))
          .map(name -> parse(bytesOf(reader, name)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String packageName() {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private static boolean isClass(String fileName) {
    return fileName.endsWith(".class") && !fileName.equals("module-info.class");
  }

  private static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytesOf(ModuleReader reader, String name) {
    try (var stream = reader.open(name).orElseThrow()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CompiledClass parse(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    String name = dotted(model.thisClass().asInternalName());
    var uses = new TreeSet<String>();
    var fields = new TreeSet<String>();
    var texts = new TreeSet<String>();
    for (PoolEntry entry : model.constantPool()) {
      switch (entry) {
        case ClassEntry used when !used.asInternalName().startsWith("[") ->
            uses.add(dotted(used.asInternalName()));
        case FieldRefEntry field ->
            fields.add(dotted(field.owner().asInternalName()) + "." + field.name().stringValue());
        case Utf8Entry text -> {
          texts.add(text.stringValue());
          addClassesIn(text.stringValue(), uses);
        }
        default -> {
          // Numbers and pairs of entries that are looked at on their own.
        }
      }
    }
    uses.remove(name);
    return new CompiledClass(name, uses, fields, texts);
  }

  private static void addClassesIn(String descriptor, Set<String> uses) {
    Matcher matcher = IN_DESCRIPTOR.matcher(descriptor);
    while (matcher.find()) {
      if (matcher.group(1).contains("/")) {
        uses.add(dotted(matcher.group(1)));
      }
    }
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}
