import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The pom of a library in a Maven repository, and what it says of licences, itself or by a parent.
 */
record Pom(Path file, Element project) {

  /** A licence as a pom names it. */
  record Licence(String name, String address) {}

  /** Where the pom of a jar lies. */
  static Path beside(Path jar) {
    return jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".pom"));
  }

  static Pom of(Path jar) throws IOException {
    return read(beside(jar));
  }

  private static Pom read(Path file) throws IOException {
    try (var text = Files.newInputStream(file)) {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Pom(file, factory.newDocumentBuilder().parse(text).getDocumentElement());
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException(file + ": " + unreadable.getMessage(), unreadable);
    }
  }

  /** Artifact and version. */
  String name() {
    return text(project, "artifactId").orElseThrow() + "-" + version();
  }

  String coordinates() {
    return group() + ":" + text(project, "artifactId").orElseThrow() + ":" + version();
  }

  List<Licence> licences() throws IOException {
    var licences = new ArrayList<Licence>();
    for (Element list : children(project, "licenses")) {
      for (Element one : children(list, "license")) {
        licences.add(
            new Licence(text(one, "name").orElse("without a name"), text(one, "url").orElse("")));
      }
    }
    Optional<Path> parent = parent();
    return licences.isEmpty() && parent.isPresent() ? read(parent.get()).licences() : licences;
  }

  private String group() {
    return text(project, "groupId").or(() -> ofParent("groupId")).orElseThrow();
  }

  private String version() {
    return text(project, "version").or(() -> ofParent("version")).orElseThrow();
  }

  private Optional<String> ofParent(String name) {
    return children(project, "parent").stream().findFirst().flatMap(parent -> text(parent, name));
  }

  private Optional<Path> parent() {
    if (children(project, "parent").isEmpty()) {
      return Optional.empty();
    }
    Path repository = file.getParent().getParent().getParent(); // without version and artifact
    for (String _ : group().split("\\.")) {
      repository = repository.getParent();
    }
    String artifact = ofParent("artifactId").orElseThrow();
    String version = ofParent("version").orElseThrow();
    return Optional.of(
        repository
            .resolve(ofParent("groupId").orElseThrow().replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom"));
  }

  private static Optional<String> text(Element of, String name) {
    return children(of, name).stream().findFirst().map(child -> child.getTextContent().strip());
  }

  private static List<Element> children(Element of, String name) {
    var children = new ArrayList<Element>();
    for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        children.add(child);
      }
    }
    return children;
  }
}
