package dev.freshet.answer;

import dev.freshet.core.AppException;

/// Turns a log into the frames of one wire for one client. Called on the answer's loop only; each call
/// appends to the buffer what is to be sent in one write.
public interface FrameWriter {

    /// Whether running frames wait until something has gathered, because each carries the whole text so far.
    boolean gathers();

    /// Frames for what has come since the last call.
    ///
    /// @param log the text so far
    /// @param since what the client has already been sent
    void running(FrameBuffer out, AnswerLog log, Position since);

    /// The last frames of an answer that was stored, the terminator included.
    void finished(FrameBuffer out, AnswerLog log, Position since, CompletedAnswer completed);

    /// The frames of an answer that ended in an error, the terminator included.
    void failed(FrameBuffer out, AnswerLog log, Position since, AppException error);

    /// How far a client has been sent the two texts, in bytes.
    record Position(int answer, int thinking) {
        public static final Position START = new Position(0, 0);
    }
}
