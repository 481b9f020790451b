package dev.freshet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    @Test
    void whatIsLeftToDoIsDoneByWhoeverAsksAfterTheNetworkHasClosed() {
        Network network = Network.open(1);
        EventLoop loop = network.nextLoop();
        network.close();
        List<String> done = new ArrayList<>();
        loop.run(() -> done.add("run"));
        loop.later(() -> {
            done.add("later");
            loop.later(() -> done.add("its own next"));
        });
        loop.run(() -> {
            throw new RejectedExecutionException("the socket is closed");
        });
        assertThat(done).containsExactly("run", "later");
    }
}
