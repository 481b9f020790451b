package dev.freshet.ingest.parse.office;

import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.ingest.parse.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Opens the containers of Office files after a look at what is in them.
final class OfficeFile {
    private static final int MOST_ENTRIES = 20_000;
    private static final long LARGEST_ENTRY = 1L << 30;
    private static final long LARGEST_TOTAL = 2L << 30;
    private static final long HARMLESS_BYTES = 16L << 20;
    private static final int WORST_RATIO = 200;

    private static final Map<String, FileFormat> MODERN_FOLDERS =
            Map.of("word/", FileFormat.DOCX, "ppt/", FileFormat.PPTX, "xl/", FileFormat.XLSX);
    private static final Map<String, FileFormat> OLD_STREAMS = Map.of(
            "WordDocument", FileFormat.DOC,
            "PowerPoint Document", FileFormat.PPT,
            "Workbook", FileFormat.XLS,
            "Book", FileFormat.XLS,
            "__properties_version1.0", FileFormat.OUTLOOK);

    private OfficeFile() {}

    /// Opens a DOCX, PPTX or XLSX for reading.
    ///
    /// @throws AppException.Rejected when it is encrypted, something else, or unpacks to too much
    static OPCPackage openModern(Path file, FileFormat expected) throws IOException {
        if (FileMagic.valueOf(file.toFile()) == FileMagic.OLE2) {
            throw refuseOld(file, expected);
        }
        checkZip(file, expected);
        ZipSecureFile.setMinInflateRatio(1.0 / WORST_RATIO);
        ZipSecureFile.setMaxEntrySize(LARGEST_ENTRY);
        try {
            return OPCPackage.open(file.toFile(), PackageAccess.READ);
        } catch (InvalidFormatException | IllegalStateException damaged) {
            throw new IOException(damaged);
        }
    }

    /// Opens a file of Office 97-2003 for reading.
    ///
    /// @throws AppException.Rejected when it is something else
    static POIFSFileSystem openOld(Path file, FileFormat expected) throws IOException {
        POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true);
        FileFormat actual = oldFormat(container);
        if (actual != expected) {
            container.close();
            throw misnamed(actual, expected);
        }
        return container;
    }

    /// The one sentence for all formats.
    static AppException.Rejected encrypted(FileFormat format) {
        return AppException.invalid(
                "The file is encrypted: it cannot be read as " + format.description() + " without its password.");
    }

    private static AppException refuseOld(Path file, FileFormat expected) throws IOException {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (container.getRoot().hasEntryCaseInsensitive("EncryptedPackage")) {
                return encrypted(expected);
            }
            return misnamed(oldFormat(container), expected);
        }
    }

    private static FileFormat oldFormat(POIFSFileSystem container) {
        return OLD_STREAMS.entrySet().stream()
                .filter(entry -> container.getRoot().hasEntryCaseInsensitive(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FileFormat.OTHER_OFFICE);
    }

    private static AppException.Rejected misnamed(FileFormat actual, FileFormat expected) {
        return AppException.invalid("The file is named as if it were " + expected.description() + " but it is "
                + actual.description() + ".");
    }

    private static void checkZip(Path file, FileFormat expected) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw tooLarge("it holds " + zip.size() + " parts");
            }
            checkKind(zip, expected);
            long total = 0;
            for (Iterator<? extends ZipEntry> entries = zip.entries().asIterator(); entries.hasNext(); ) {
                total += checkEntry(entries.next());
            }
            if (total > LARGEST_TOTAL) {
                throw tooLarge("it unpacks to " + (total >> 20) + " MiB");
            }
        } catch (ZipException damaged) {
            throw new IOException("damaged container", damaged);
        }
    }

    private static void checkKind(ZipFile zip, FileFormat expected) {
        for (Map.Entry<String, FileFormat> folder : MODERN_FOLDERS.entrySet()) {
            boolean there = zip.stream().anyMatch(entry -> entry.getName().startsWith(folder.getKey()));
            if (there && folder.getValue() == expected) {
                return;
            }
        }
        for (Map.Entry<String, FileFormat> folder : MODERN_FOLDERS.entrySet()) {
            if (zip.stream().anyMatch(entry -> entry.getName().startsWith(folder.getKey()))) {
                throw misnamed(folder.getValue(), expected);
            }
        }
        throw AppException.invalid("The file is a ZIP archive, not " + expected.description() + ".");
    }

    private static long checkEntry(ZipEntry entry) {
        long size = Math.max(0, entry.getSize());
        long packed = Math.max(1, entry.getCompressedSize());
        if (size > LARGEST_ENTRY || (size > HARMLESS_BYTES && size / packed > WORST_RATIO)) {
            throw tooLarge("a part of " + packed + " bytes unpacks to " + size);
        }
        return size;
    }

    private static AppException.Rejected tooLarge(String why) {
        return new AppException.Rejected(
                ErrorCode.TOO_LARGE, "The file is refused because it unpacks to too much: " + why + ".");
    }
}
