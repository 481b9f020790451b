// Loaded by the page behind a sign-in link: keeps the login and goes on to the app before anything is shown.

(() => {
  const token = document.querySelector('meta[name="freshet-login"]').content;
  localStorage.setItem('freshet.login', token);
  location.replace('/#/chat');
})();
