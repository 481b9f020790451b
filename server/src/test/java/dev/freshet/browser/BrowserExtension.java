package dev.freshet.browser;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.WebDriverException;
import org.opentest4j.TestAbortedException;

/// Hands the browser and the server to tests; both are started once for each JVM of tests, when
/// first asked for, and end with it.
final class BrowserExtension implements ExecutionCondition, ParameterResolver, BeforeEachCallback, AfterEachCallback {
    private static final Namespace OURS = Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.find().isPresent()
                ? ConditionEvaluationResult.enabled("there is a browser")
                : ConditionEvaluationResult.disabled("there is no chromium with chromedriver on this machine");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Browser.class || type == Site.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class ? browser(context) : site(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        browser(context).begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Optional<Throwable> failure = context.getExecutionException();
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        browser(context).end(test, failure.isPresent());
    }

    private static Site site(ExtensionContext context) {
        return shared(context).computeIfAbsent(Site.class, key -> Site.start(), Site.class);
    }

    private static Browser browser(ExtensionContext context) {
        return shared(context).computeIfAbsent(Browser.class, key -> open(), Browser.class);
    }

    private static Store shared(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, OURS);
    }

    private static Browser open() {
        try {
            return Browser.open(Chromium.find().orElseThrow());
        } catch (WebDriverException error) {
            throw new TestAbortedException("the browser of this machine does not start: " + error.getMessage(), error);
        }
    }
}
