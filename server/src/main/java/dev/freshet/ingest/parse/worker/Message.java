package dev.freshet.ingest.parse.worker;

import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.FileFormat;
import dev.freshet.ingest.parse.PagePicture;
import dev.freshet.ingest.parse.ParseRequest;
import dev.freshet.ingest.parse.ParsedDocument.Block;
import java.nio.file.Path;

/// What goes over the pipe between the pool and a child process.
sealed interface Message {

    /// From the child, first of all.
    ///
    /// @param version of this protocol, [Frames#VERSION]
    record Hello(int version) implements Message {}

    /// To the child: something to do with one file.
    sealed interface Work extends Message {
        /// Grows with every piece of work of the child.
        int number();
    }

    /// To the child: parse this.
    ///
    /// @param characters most characters of text that the file may hold
    record Job(int number, FileFormat format, ParseRequest request, int characters) implements Work {}

    /// To the child: paint a page of a PDF.
    ///
    /// @param page from 1
    /// @param width of the picture in pixels
    record Painting(int number, Path file, int page, int width) implements Work {}

    /// To the child: give up the job of this number.
    record Cancel(int number) implements Message {}

    /// From the child: the job has begun; from here on a death is the file's fault.
    record Accepted(int number) implements Message {}

    record Pages(int done, int total) implements Message {}

    record BlockFound(Block block) implements Message {}

    record PropertyFound(String key, String value) implements Message {}

    /// From the child: the document is complete.
    record Done(int pages) implements Message {}

    /// From the child: the page as it was painted.
    record Painted(PagePicture picture) implements Message {}

    /// From the child: the file cannot be parsed or painted, and why.
    record Failed(ErrorCode code, String sentence) implements Message {}

    /// Never on the pipe: the child has ended.
    record Ended(int exitCode) implements Message {}
}
