package dev.freshet.api.ragflow.account;

import dev.freshet.api.ragflow.wire.Fault;
import dev.freshet.api.ragflow.wire.ResultCode;

/// What is refused about accounts and the models of tenants (contract §2).
final class AccountFaults {
    // §2.1 to §2.3: accounts, some with the sentence of what refused them
    static final Fault NOT_REGISTERED = Fault.denied(ResultCode.OPERATING, "%s");
    static final Fault NOT_SIGNED_IN = Fault.denied(ResultCode.AUTHENTICATION, "%s");
    static final Fault CLOSED = Fault.denied(ResultCode.FORBIDDEN, "%s");
    static final Fault NOTHING_SENT = Fault.denied(ResultCode.AUTHENTICATION, "Unauthorized!");
    static final Fault RESERVED =
            Fault.denied(ResultCode.AUTHENTICATION, "Default admin account cannot be used to login normal services!");
    static final Fault UNREADABLE_PASSWORD = Fault.denied(ResultCode.SERVER, "Fail to crypt password");

    // §2.4, §2.6: models
    static final Fault LONG_MODEL_NAME = Fault.argument("%s must have at most %s characters");
    static final Fault NO_FACTORY = Fault.data("LLM factory %s is not allowed.");
    static final Fault NOT_DRIVEN = Fault.data("Models of %s cannot be set up here.");
    static final Fault NONE_KNOWN = Fault.data("No models are known of %s; add them one by one.");
    static final Fault NONE_KNOWN_TO_TEST = Fault.data("No models are known of %s; name one.");
    static final Fault NO_TYPE = Fault.data("model_type is not one that %s has.");
    static final Fault NO_NAME = Fault.data("llm_name must have 1 to %s characters.");
    static final Fault NO_NAMES = Fault.data("llm_factory and llm_name must not be empty.");
    static final Fault NO_WINDOW = Fault.data("max_tokens must be at least 1.");
    static final Fault NO_ADDRESS = Fault.data("The provider's address is missing.");
    static final Fault NO_WEB_ADDRESS = Fault.data("The base URL must begin with http:// or https:// and a host.");
    static final Fault NO_ACCESS = Fault.data("\nFail to access model(%s/%s): %s");

    private AccountFaults() {}
}
