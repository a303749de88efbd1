// Loads the page again when it has changed, and shows what keeps the site from being built.
// Only a tab that is seen asks, because a browser shares few connections among all tabs.
{
  const { page, notice } = document.currentScript.dataset;
  const FOLDED = "preview-folded";
  const EXPLAINED = "/handbook/checks/";
  let shown = notice;
  let asking = false;

  const pause = () => new Promise((done) => setTimeout(done, 1000));

  const box = () => document.getElementById("preview-notice");

  // Places that links lead to are not under the notice.
  const makeRoom = () => {
    const height = box()?.offsetHeight;
    document.documentElement.style.scrollPaddingTop = height ? `${height + 16}px` : "";
  };
  const watcher = new ResizeObserver(makeRoom);

  const prepare = () => {
    const details = box()?.firstElementChild;
    if (!details) return;
    // Who reads why it is a mistake wants to read that, not the mistake again.
    details.open = sessionStorage.getItem(FOLDED) !== shown && !location.pathname.endsWith(EXPLAINED);
    makeRoom();
    watcher.observe(box());
    // A click comes before what it does, and also from the keyboard.
    details.firstElementChild.addEventListener("click", () => {
      sessionStorage.setItem(FOLDED, details.open ? shown : "");
    });
  };

  const ask = async () => {
    if (asking) return;
    asking = true;
    while (!document.hidden) {
      try {
        const known = new URLSearchParams({ path: location.pathname, page, notice: shown });
        const news = await (await fetch(`/__preview__/news?${known}`)).json();
        if (news.page !== page) {
          location.reload();
          return;
        }
        if (news.notice !== shown) {
          box()?.remove();
          document.body.insertAdjacentHTML("afterbegin", news.html);
          shown = news.notice;
          prepare();
        }
        if (news.crowded) await pause();
      } catch {
        await pause(); // the preview has ended; it may be started again
      }
    }
    asking = false;
  };

  addEventListener("DOMContentLoaded", () => {
    prepare();
    ask();
    addEventListener("visibilitychange", ask);
  });
}
