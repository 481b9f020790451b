package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final Router router =
            new Router().unknown(request -> Response.empty(404)).methodNotAllowed(request -> Response.empty(405));

    private void add(String method, String template) {
        router.route(method, template, template, request -> Response.empty(200));
    }

    /// The name of the route that answers, which is its template here.
    private String find(String method, String path) {
        return router.match(method, path).entry().route().name();
    }

    private String parameter(String path, String name) {
        return String.valueOf(router.match("GET", path).parameter(name));
    }

    @Test
    void prefersLiteralsAndFallsBackToParameters() {
        add("GET", "/v1/{kind}/list");
        add("GET", "/v1/chats/{chat}");
        add("GET", "/v1/chats/special");
        assertThat(find("GET", "/v1/chats/special")).isEqualTo("/v1/chats/special");
        assertThat(find("GET", "/v1/chats/c1")).isEqualTo("/v1/chats/{chat}");
        assertThat(find("GET", "/v1/chats/list")).isEqualTo("/v1/chats/{chat}");
        assertThat(find("GET", "/v1/sets/list")).isEqualTo("/v1/{kind}/list");
        assertThat(parameter("/v1/sets/list", "kind")).isEqualTo("sets");
    }

    @Test
    void goesBackWhereALiteralLeadsNowhere() {
        add("GET", "/a/b/c");
        add("GET", "/a/{x}/d");
        add("GET", "/{y}/b/e");
        assertThat(find("GET", "/a/b/d")).isEqualTo("/a/{x}/d");
        assertThat(parameter("/a/b/d", "x")).isEqualTo("b");
        assertThat(find("GET", "/a/b/e")).isEqualTo("/{y}/b/e");
        assertThat(parameter("/a/b/e", "y")).isEqualTo("a");
    }

    @Test
    void toleratesOneTrailingSlash() {
        add("GET", "/a/{x}");
        assertThat(find("GET", "/a/1/")).isEqualTo("/a/{x}");
        assertThat(find("GET", "/a/1//")).isEqualTo("unknown");
    }

    @Test
    void neverBindsAnEmptySegment() {
        add("GET", "/sets/{set}/documents");
        assertThat(find("GET", "/sets//documents")).isEqualTo("unknown");
        assertThat(find("GET", "/sets/%20/documents")).isEqualTo("/sets/{set}/documents");
    }

    @Test
    void decodesSegmentsAfterSplitting() {
        add("GET", "/files/{name}");
        assertThat(parameter("/files/a%2Fb%20%E6%96%87+c", "name")).isEqualTo("a/b 文+c");
        assertThat(parameter("/files/100%", "name")).isEqualTo("100%");
        assertThat(parameter("/files/%zz%41", "name")).isEqualTo("%zzA");
        assertThat(parameter("/files/..", "name")).isEqualTo("..");
    }

    @Test
    void tellsAnotherMethodFromAnotherPath() {
        add("GET", "/");
        add("POST", "/a");
        assertThat(find("POST", "/")).isEqualTo("method");
        assertThat(find("GET", "/a")).isEqualTo("method");
        assertThat(find("GET", "/b")).isEqualTo("unknown");
        assertThat(find("GET", "*")).isEqualTo("unknown");
        assertThat(find("GET", "")).isEqualTo("unknown");
    }

    @Test
    void listsRoutesInOrderAndRefusesDoubles() {
        add("post", "/b/{x}");
        add("GET", "/a");
        router.group((request, error) -> Response.empty(500)).route("GET", "/c", request -> Response.empty(200));
        assertThat(router.routes().stream().map(route -> route.method() + " " + route.template()))
                .isEqualTo(List.of("POST /b/{x}", "GET /a", "GET /c"));
        assertThatThrownBy(() -> add("POST", "/b/{y}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> add("POST", "b")).isInstanceOf(IllegalArgumentException.class);
    }
}
