// Loaded by the page behind a sign-in link: keeps the login and goes on to the app before anything is shown.

(() => {
  const said = (name) => document.querySelector(`meta[name="freshet-${name}"]`).content;
  localStorage.setItem('freshet.login', said('login'));
  location.replace(`/#${said('beginning')}`);
})();
