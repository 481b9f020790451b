package dev.freshet.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.core.AppException;
import dev.freshet.core.Deadline;
import dev.freshet.core.ErrorCode;
import dev.freshet.http.HttpCaller;
import dev.freshet.http.Network;
import dev.freshet.text.TokenCounter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiDriverTest {
    private static final String LIST = """
            {"object":"list","data":[{"id":"small"},{"id":"large"},{"id":"small"},{"id":" "},{"name":"nameless"}]}""";

    private static List<String> offered(FakeOpenAi provider) {
        try (Network network = Network.open(1);
                HttpCaller caller = HttpCaller.open(network, HttpCaller.Settings.standard())) {
            return new OpenAiDriver(caller, new TokenCounter())
                    .offered(provider.endpoint("any"), Deadline.in(Duration.ofSeconds(60)));
        }
    }

    @Test
    void namesWhatAProviderOffersEachOnce() throws Exception {
        try (FakeOpenAi provider = new FakeOpenAi()) {
            provider.then(FakeOpenAi.json(LIST));
            assertThat(offered(provider)).containsExactly("large", "small");
            assertThat(provider.request().path()).isEqualTo("/v1/models");
        }
    }

    @Test
    void saysWhyAProviderNamesNothing() throws Exception {
        try (FakeOpenAi provider = new FakeOpenAi()) {
            provider.then(FakeOpenAi.status(401, "{}"), FakeOpenAi.json("<html>"));
            assertThatThrownBy(() -> offered(provider))
                    .isInstanceOfSatisfying(
                            AppException.Upstream.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_AUTHENTICATION));
            assertThatThrownBy(() -> offered(provider))
                    .isInstanceOfSatisfying(
                            AppException.Upstream.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.UPSTREAM_MALFORMED));
        }
    }
}
