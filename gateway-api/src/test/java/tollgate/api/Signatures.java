package tollgate.api;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What classes can link against in the API, a line for each: the type, a blank, the rest. */
final class Signatures {
  private Signatures() {}

  static List<String> ofApi() throws IOException {
    Module api = GatewayPlugin.class.getModule();
    Set<String> exported =
        api.getDescriptor().exports().stream().map(Exports::source).collect(Collectors.toSet());
    ModuleReference reference =
        api.getLayer().configuration().findModule(api.getName()).orElseThrow().reference();
    var lines = new ArrayList<String>();
    try (ModuleReader reader = reference.open();
        var files = reader.list()) {
      for (String file : files.filter(name -> name.endsWith(".class")).sorted().toList()) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        int dot = name.lastIndexOf('.');
        if (dot > 0 && exported.contains(name.substring(0, dot))) {
          of(Class.forName(api, name), lines);
        }
      }
    }
    return lines;
  }

  private static void of(Class<?> type, List<String> lines) {
    if (!visible(type.getModifiers()) || type.isSynthetic()) {
      return;
    }
    String name = type.getName() + " ";
    lines.add(name + Modifier.toString(type.getModifiers()) + " " + kind(type));
    if (type.getSuperclass() != null) {
      lines.add(name + "extends " + type.getSuperclass().getName());
    }
    for (Class<?> one : type.getInterfaces()) {
      lines.add(name + "implements " + one.getName());
    }
    for (Field field : type.getDeclaredFields()) {
      if (visible(field.getModifiers()) && !field.isSynthetic()) {
        lines.add(
            name
                + Modifier.toString(field.getModifiers())
                + " "
                + field.getType().getTypeName()
                + " "
                + field.getName());
      }
    }
    for (Constructor<?> made : type.getDeclaredConstructors()) {
      if (visible(made.getModifiers()) && !made.isSynthetic()) {
        lines.add(
            name
                + Modifier.toString(made.getModifiers())
                + " new"
                + parameters(made.getParameterTypes()));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (visible(method.getModifiers()) && !method.isSynthetic()) {
        lines.add(
            name
                + Modifier.toString(method.getModifiers())
                + (method.isDefault() ? " default " : " ")
                + method.getReturnType().getTypeName()
                + " "
                + method.getName()
                + parameters(method.getParameterTypes()));
      }
    }
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String kind(Class<?> type) {
    return type.isAnnotation()
        ? "annotation"
        : type.isRecord() ? "record" : type.isEnum() ? "enum" : type.isInterface() ? "" : "class";
  }

  private static String parameters(Class<?>[] types) {
    return Arrays.stream(types).map(Class::getTypeName).collect(Collectors.joining(", ", "(", ")"));
  }
}
