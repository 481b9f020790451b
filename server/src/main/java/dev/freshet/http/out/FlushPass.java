package dev.freshet.http.out;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// Sends what one pass of a loop has gathered: a single task a pass, however many streams have something to send.
public final class FlushPass implements Runnable {
    private final EventLoop loop;
    private final List<ChunkedOutput> gathered = new ArrayList<>();

    public FlushPass(EventLoop loop) {
        this.loop = loop;
    }

    /// Has the output flushed once, after what this pass still has to read.
    void add(ChunkedOutput output) {
        if (gathered.isEmpty()) {
            loop.execute(this);
        }
        gathered.add(output);
    }

    @Override
    public void run() {
        for (int i = 0; i < gathered.size(); i++) {
            gathered.get(i).flush();
        }
        gathered.clear();
    }
}
