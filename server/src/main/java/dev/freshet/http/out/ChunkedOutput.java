package dev.freshet.http.out;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The body of one response in HTTP/1.1's chunked coding, written straight to its channel. The head must have
/// reached the channel before, and the last chunk is the library's, after [#close].
public final class ChunkedOutput extends ChannelInboundHandlerAdapter {
    /// The library's name for the encoder, which chunks must pass by because they are encoded already.
    private static final String ENCODER = "httpEncoder";

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /// Eight digits, two line ends.
    private static final int LONGEST_FRAME = 12;

    /// Bytes with which a pass is not waited for, so that [#writable] knows of them.
    private static final int ENOUGH = 32 << 10;

    private final ChannelHandlerContext beforeEncoder;
    private final FlushPass pass;
    private final Runnable onWritable;
    private @Nullable ByteBuf gathered;
    private boolean closed;

    private ChunkedOutput(ChannelHandlerContext beforeEncoder, FlushPass pass, Runnable onWritable) {
        this.beforeEncoder = beforeEncoder;
        this.pass = pass;
        this.onWritable = onWritable;
    }

    /// Takes over the body of the response that is under way on the channel; null when the channel is not built
    /// as this class knows it.
    ///
    /// @param onWritable run each time the socket takes more again after it did not
    public static @Nullable ChunkedOutput open(Channel channel, FlushPass pass, Runnable onWritable) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandlerContext encoder = pipeline.context(ENCODER);
        if (encoder == null) {
            return null;
        }
        ChunkedOutput output = new ChunkedOutput(encoder, pass, onWritable);
        pipeline.addFirst(output);
        return output;
    }

    /// Whether the socket takes more without piling up here.
    public boolean writable() {
        return !closed && beforeEncoder.channel().isWritable();
    }

    /// Adds a chunk, which is copied; it goes out at the end of the loop's pass, or sooner when much has
    /// gathered. An empty one would end the body and is left out.
    public void write(byte[] bytes, int from, int to) {
        if (closed || from == to) {
            return;
        }
        ByteBuf buffer = room(to - from + LONGEST_FRAME);
        writeLength(buffer, to - from);
        buffer.writeBytes(bytes, from, to - from);
        writeLineEnd(buffer);
        if (buffer.readableBytes() >= ENOUGH) {
            flush();
        }
    }

    private ByteBuf room(int needed) {
        ByteBuf known = gathered;
        if (known == null) {
            known = beforeEncoder.alloc().directBuffer(needed);
            gathered = known;
            pass.add(this);
        }
        return known;
    }

    private static void writeLength(ByteBuf buffer, int length) {
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(length)) / 4);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            buffer.writeByte(HEX[length >>> shift & 15]);
        }
        writeLineEnd(buffer);
    }

    private static void writeLineEnd(ByteBuf buffer) {
        buffer.writeByte('\r').writeByte('\n');
    }

    /// Sends what has been gathered.
    @SuppressWarnings("FutureReturnValueIgnored") // a void promise has nothing to tell
    public void flush() {
        ByteBuf ready = gathered;
        if (ready == null) {
            return;
        }
        gathered = null;
        if (!beforeEncoder.channel().isActive()) {
            ready.release();
            return;
        }
        beforeEncoder.write(ready, beforeEncoder.voidPromise());
        beforeEncoder.flush();
    }

    /// Sends what is left and lets go of the connection; calling it again does nothing.
    public void close() {
        if (closed) {
            return;
        }
        flush();
        closed = true;
        ChannelPipeline pipeline = beforeEncoder.pipeline();
        if (pipeline.context(this) != null) {
            pipeline.remove(this);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.fireChannelWritabilityChanged();
        if (writable()) {
            onWritable.run();
        }
    }
}
