package tollgate.runtime.upstream;

import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.ReplyNotes;

/** A reply with what its provider's plugin reads from its head, and of an error from its body. */
public interface NotedReply extends ExchangeReply {

  /** What was told beside the reply. */
  ReplyNotes notes();
}
