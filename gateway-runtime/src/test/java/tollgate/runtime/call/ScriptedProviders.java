package tollgate.runtime.call;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.OutboundCall;
import tollgate.api.provider.OutboundRequest;
import tollgate.api.provider.Provider;
import tollgate.api.provider.ProviderSettings;
import tollgate.api.provider.ProviderTransform;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.RetryAfter;

/** Providers that do what was written for them, each account by its own script. */
final class ScriptedProviders {

  private final Map<String, Queue<Scene>> scenes = new ConcurrentHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> closed = Collections.synchronizedList(new ArrayList<>());

  /** What one account does with a request. */
  interface Scene {
    Answer play() throws IOException;
  }

  static Scene answering(int status, String... fields) {
    return () -> new Answer(new ReplyHead(status, Headers.of(fields)), "said " + status);
  }

  static Scene saying(int status, String text, String... fields) {
    return () -> new Answer(new ReplyHead(status, Headers.of(fields)), text);
  }

  static Scene unreachable() {
    return () -> {
      throw new ConnectException("nobody there");
    };
  }

  static Scene breaking() {
    return () -> {
      throw new IOException("broke off");
    };
  }

  record Answer(ReplyHead head, String text) {}

  /** What a provider's account does, one request after the other. */
  void plays(String account, Scene... one) {
    scenes.put(account, new ArrayDeque<>(Arrays.asList(one)));
  }

  /** Who was asked, in order. */
  List<String> asked() {
    return asked;
  }

  /** Whose replies were closed. */
  List<String> closed() {
    return closed;
  }

  /** Providers that speak the language of the tests. */
  ProviderTransform talking(String id) {
    return new Talking(id, TalkDialect.ID);
  }

  /** Providers that speak another one. */
  ProviderTransform singing(String id) {
    return new Talking(id, new DialectId("song"));
  }

  /** Opens providers that do what was written for them. */
  private final class Talking implements ProviderTransform {
    private final String id;
    private final DialectId dialect;

    Talking(String id, DialectId dialect) {
      this.dialect = dialect;
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public Provider open(ProviderSettings settings) {
      String account = settings.credential().replace("secret of ", "/");
      String name = settings.id() + account;
      return new Provider() {
        @Override
        public Set<DialectId> dialects() {
          return Set.of(dialect);
        }

        @Override
        public OutboundRequest prepare(OutboundCall call) {
          return OutboundRequest.of(call, call.head().headers());
        }

        @Override
        public ReplyNotes notes(ReplyHead head) {
          var fault =
              switch (head.status()) {
                case 401 -> Fault.CREDENTIAL;
                case 429, 502 -> Fault.LIMITED; // 502: of somebody behind the provider
                default -> Fault.NONE;
              };
          Duration wait = RetryAfter.of(head.headers(), InstantSource.system());
          return new ReplyNotes("", "", List.of(), fault, wait);
        }

        @Override
        public Optional<Exchange> exchange() {
          return Optional.of(_ -> {
            asked.add(name);
            return new Told(name, scenes.get(name).remove().play());
          });
        }
      };
    }
  }

  private final class Told implements ExchangeReply {
    private final String name;
    private final ReplyHead head;
    private @Nullable ByteBuffer left;

    Told(String name, Answer answer) {
      this.name = name;
      this.head = answer.head();
      this.left = ByteBuffer.wrap(answer.text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ReplyHead head() {
      return head;
    }

    @Override
    public @Nullable ByteBuffer read() {
      ByteBuffer bytes = left;
      left = null;
      return bytes;
    }

    @Override
    public void close() {
      closed.add(name);
    }
  }
}
