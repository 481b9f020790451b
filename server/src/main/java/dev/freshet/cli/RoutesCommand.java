package dev.freshet.cli;

import dev.freshet.api.reference.ApiReference;
import dev.freshet.api.reference.ReferencePage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `freshet routes`: every route that the server has, or the reference page.
@Command(name = "routes", description = "Print every route of the HTTP API.")
final class RoutesCommand implements Callable<Integer> {
    @Option(names = "--markdown", description = "Print the reference page of all routes instead.")
    private boolean markdown;

    @Override
    public Integer call() {
        ApiReference reference = ApiReference.load();
        if (markdown) {
            System.out.print(ReferencePage.markdown(reference));
            return 0;
        }
        reference
                .operations()
                .forEach(route -> System.out.printf("%-7s %-70s %s%n", route.method(), route.path(), route.summary()));
        return 0;
    }
}
