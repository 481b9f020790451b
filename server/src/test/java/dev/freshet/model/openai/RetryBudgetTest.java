package dev.freshet.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    @Test
    void allowsOneInTenOnceWhatWasSavedIsGone() {
        RetryBudget budget = new RetryBudget();
        int allowed = 0;
        for (int call = 0; call < 1_000; call++) {
            budget.called();
            allowed += budget.take() ? 1 : 0;
        }
        assertThat(allowed).isBetween(100, 100 + RetryBudget.SAVED);
    }

    @Test
    void savesNoMoreThanAFewOverAQuietTime() {
        RetryBudget budget = new RetryBudget();
        for (int call = 0; call < 100_000; call++) {
            budget.called();
        }
        for (int retry = 0; retry < RetryBudget.SAVED; retry++) {
            assertThat(budget.take()).isTrue();
        }
        assertThat(budget.take()).isFalse();
    }
}
