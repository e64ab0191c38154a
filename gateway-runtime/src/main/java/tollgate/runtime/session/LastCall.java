package tollgate.runtime.session;

/**
 * What is told of a session's last call; each is empty where the call had none.
 *
 * @param instance the instance of the tool
 * @param keyId the managed key
 * @param provider who was asked
 * @param account the upstream account
 * @param model the model it is counted under
 */
public record LastCall(
    String instance, String keyId, String provider, String account, String model) {}
