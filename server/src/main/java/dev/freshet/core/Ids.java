package dev.freshet.core;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes new ids. Rows get UUIDs of version 1 without dashes, because clients of the wire check that version;
/// two ids made by one process never share a time stamp.
public final class Ids {
    /// 100 ns steps between the start of the Gregorian calendar (RFC 9562) and the Unix epoch.
    private static final long GREGORIAN_OFFSET = 0x01B21DD213814000L;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long NODE_AND_SEQUENCE = nodeAndSequence();
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /// A new time-based id: 32 lower-case hex digits of a version 1 UUID.
    public static String next() {
        long now = System.currentTimeMillis() * 10_000 + GREGORIAN_OFFSET;
        long time = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = (time << 32) | ((time >>> 16) & 0xFFFF0000L) | 0x1000L | ((time >>> 48) & 0x0FFFL);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(NODE_AND_SEQUENCE);
    }

    /// A random id with dashes (version 4), the form of message ids that the server makes.
    public static String random() {
        return UUID.randomUUID().toString();
    }

    /// `bytes` random bytes as lower-case hex digits, fit for a secret.
    public static String secret(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// Whether the text is a UUID of version 1, with or without dashes.
    public static boolean isVersion1(String text) {
        String plain = text.replace("-", "");
        return plain.length() == 32
                && plain.chars().allMatch(HexFormat::isHexDigit)
                && plain.charAt(12) == '1'
                && "89abAB".indexOf(plain.charAt(16)) >= 0;
    }

    private static long nodeAndSequence() {
        long random = RANDOM.nextLong();
        long multicastBit = 0x0000010000000000L;
        return (random & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L | multicastBit;
    }
}
