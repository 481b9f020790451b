package dev.freshet.account;

import dev.freshet.account.AuthSettings.Registration;
import dev.freshet.core.AppException;
import dev.freshet.core.ErrorCode;
import dev.freshet.core.Ids;
import dev.freshet.core.KeyVault;
import dev.freshet.core.Secret;
import dev.freshet.core.TenantId;
import dev.freshet.core.Timestamps;
import dev.freshet.core.UserId;
import dev.freshet.db.Db;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Registers people and signs them in.
public final class Accounts {
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.+-]+@([\\w-]+\\.)+[\\w-]{2,}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int LOGIN_TOKEN_BYTES = 32;
    private static final Duration LINK_LIFE = Duration.ofHours(24);

    /// Stands where a password's hash does while the account has none; matches nothing.
    private static final String NO_PASSWORD = "";

    private final AccountStore store;
    private final SignInLinkStore links;
    private final Passwords passwords;
    private final PasswordTransport transport;
    private final AuthSettings settings;
    private final Tenant.DefaultModels defaults;
    private final Timestamps clock;
    private final AtomicReference<@Nullable Secret> firstLink = new AtomicReference<>();

    /// @param defaults the models of a new tenant
    public Accounts(
            Db db,
            Passwords passwords,
            PasswordTransport transport,
            AuthSettings settings,
            Tenant.DefaultModels defaults,
            Timestamps clock) {
        this.store = new AccountStore(db);
        this.links = new SignInLinkStore(db);
        this.passwords = passwords;
        this.transport = transport;
        this.settings = settings;
        this.defaults = defaults;
        this.clock = clock;
    }

    /// An account and the token that it is signed in with.
    public record SignedIn(Account account, Secret loginToken) {}

    /// What stores accounts and tenants.
    public AccountStore store() {
        return store;
    }

    /// Whether a stranger may register now.
    public boolean registrationOpen() {
        return switch (settings.registration()) {
            case OPEN -> true;
            case CLOSED -> false;
            case AUTO -> settings.loopback() || store.isEmpty();
        };
    }

    /// Registers and signs in.
    ///
    /// @param sentPassword in either form that [PasswordTransport] reads
    /// @throws AppException.Rejected `FORBIDDEN` when registration is closed, `INVALID_INPUT` for an address
    ///     that is none, an empty password or a nickname that is too long, `CONFLICT` when the address is taken
    public SignedIn register(String nickname, String email, String sentPassword) {
        if (!registrationOpen()) {
            throw new AppException.Rejected(ErrorCode.FORBIDDEN, "User registration is disabled!");
        }
        if (!EMAIL.matcher(email).matches() || email.length() > 255) {
            throw AppException.invalid("Invalid email address: " + email + "!");
        }
        boolean onlyIfFirst = settings.registration() == Registration.AUTO && !settings.loopback();
        return create(nickname, email, passwords.hash(received(sentPassword)), onlyIfFirst);
    }

    /// Makes the owner that a first start needs, without a password: one signs in by a link until one is set.
    public SignedIn createOwner(String nickname, String email) {
        return create(nickname, email, NO_PASSWORD, false);
    }

    /// Signs in; the token of an earlier sign-in ends.
    ///
    /// @throws AppException.Rejected `NOT_FOUND` for an unknown address, `UNAUTHENTICATED` for a wrong
    ///     password, `FORBIDDEN` for a closed account
    public SignedIn login(String email, String sentPassword) {
        AccountStore.Known known = known(email);
        if (!matches(sentPassword, known)) {
            throw new AppException.Rejected(ErrorCode.UNAUTHENTICATED, "Email and password do not match!");
        }
        return signIn(known.account());
    }

    /// Whether the password came encrypted for another key than ours.
    public boolean passwordUnreadable(String sentPassword) {
        return transport.unreadable(sentPassword);
    }

    /// The public key that clients may encrypt passwords for, as PEM.
    public String passwordKeyPem() {
        return transport.publicKeyPem();
    }

    /// Who is signed in with this token; nobody once the account is closed.
    public Optional<Account> byLogin(String token) {
        return token.isBlank()
                ? Optional.empty()
                : store.findByLogin(KeyVault.fingerprint(token)).filter(Account::active);
    }

    /// Ends the sign-in.
    public void logout(UserId account) {
        store.setLogin(account, KeyVault.fingerprint(Ids.secret(LOGIN_TOKEN_BYTES)), clock.now());
    }

    /// A token that signs the account in once, within a day.
    public Secret newSignInLink(UserId account) {
        String token = Ids.secret(LOGIN_TOKEN_BYTES);
        links.replace(account, token, clock.now() + LINK_LIFE.toMillis());
        return new Secret(token);
    }

    /// A link for a server that has no account yet: it makes the first one, the owner's, when it is opened. It is of
    /// no use any more once there is an account, or when the server stops; a new one takes its place.
    public Secret newFirstLink() {
        Secret link = new Secret(Ids.secret(LOGIN_TOKEN_BYTES));
        firstLink.set(link);
        return link;
    }

    /// Signs in by a link and uses it up; empty when it is unknown, used or too old.
    public Optional<SignedIn> openSignInLink(String token) {
        return links.take(token, clock.now())
                .flatMap(store::find)
                .map(this::signIn)
                .or(() -> openFirstLink(token));
    }

    private Optional<SignedIn> openFirstLink(String token) {
        Secret link = firstLink.get();
        boolean matches = link != null
                && MessageDigest.isEqual(
                        link.reveal().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        if (!matches || !store.isEmpty() || !firstLink.compareAndSet(link, null)) {
            return Optional.empty();
        }
        return Optional.of(createOwner("owner", "owner@localhost"));
    }

    /// Whether somebody has set a password for the account.
    public boolean hasPassword(Account account) {
        return !known(account.email()).passwordHash().equals(NO_PASSWORD);
    }

    /// Replaces the password after checking the old one.
    ///
    /// @throws AppException.Rejected `UNAUTHENTICATED` when the old one is wrong
    public void changePassword(Account account, String oldSent, String newSent) {
        if (!matches(oldSent, known(account.email()))) {
            throw new AppException.Rejected(ErrorCode.UNAUTHENTICATED, "Password error!");
        }
        store.setPassword(account.id(), passwords.hash(received(newSent)), clock.now());
    }

    /// Sets the first password of an account that has none.
    ///
    /// @throws AppException.Rejected `UNAUTHENTICATED` when it has one, which must be told then
    public void setFirstPassword(Account account, String sent) {
        if (hasPassword(account)) {
            throw new AppException.Rejected(ErrorCode.UNAUTHENTICATED, "Password error!");
        }
        store.setPassword(account.id(), passwords.hash(received(sent)), clock.now());
    }

    /// Sets the password of somebody who has lost it, and ends the sign-in; for whoever runs the server.
    ///
    /// @throws AppException.Rejected `NOT_FOUND` when nobody has the address
    public Account resetPassword(String email, String password) {
        Account account = store.findByAddress(email)
                .orElseThrow(() -> AppException.notFound("No user has the address " + email + "."));
        store.setPassword(account.id(), passwords.hash(received(password)), clock.now());
        logout(account.id());
        return account;
    }

    private AccountStore.Known known(String email) {
        return store.findByEmail(email)
                .orElseThrow(() -> AppException.notFound("Email: " + email + " is not registered!"));
    }

    private boolean matches(String sentPassword, AccountStore.Known known) {
        return !known.passwordHash().equals(NO_PASSWORD)
                && passwords.matches(transport.received(sentPassword), known.passwordHash());
    }

    /// Replaces what the person says about themselves.
    public void changeProfile(UserId account, Profile profile) {
        store.setProfile(account, profile, clock.now());
    }

    /// Changes which models the tenant uses where nothing is said.
    public void changeModels(TenantId tenant, Tenant.DefaultModels models) {
        store.setModels(tenant, models, clock.now());
    }

    private String received(String sentPassword) {
        String password = transport.received(sentPassword);
        if (password.isEmpty()) {
            throw AppException.invalid("password must not be empty");
        }
        return password;
    }

    private SignedIn create(String nickname, String email, String passwordHash, boolean onlyIfFirst) {
        String token = Ids.secret(LOGIN_TOKEN_BYTES);
        long now = clock.next();
        Profile profile = new Profile(nickname.strip(), "", "English", "Bright", "UTC");
        Account account = new Account(
                new UserId(Ids.next()),
                email.strip(),
                profile.nickname(),
                profile.avatar(),
                profile.language(),
                profile.colorSchema(),
                profile.timezone(),
                true,
                false,
                now,
                now,
                now);
        AccountStore.Credentials credentials = new AccountStore.Credentials(passwordHash, KeyVault.fingerprint(token));
        store.insert(account, credentials, defaults, onlyIfFirst);
        return new SignedIn(account, new Secret(token));
    }

    private SignedIn signIn(Account account) {
        if (!account.active()) {
            throw new AppException.Rejected(
                    ErrorCode.FORBIDDEN, "This account has been disabled, please contact the administrator!");
        }
        String token = Ids.secret(LOGIN_TOKEN_BYTES);
        store.setLogin(account.id(), KeyVault.fingerprint(token), clock.now());
        return new SignedIn(account, new Secret(token));
    }
}
