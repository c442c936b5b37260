/*
 * The page of the supervisor: a row opens the page of its buurt, and who comes back finds the place
 * that was left.
 */
const PLEK = "sk-toezicht-plek";

export default function toezicht({ parentElement, data, setStateValue }) {
  const vlak = parentElement.querySelector(".sk-toezicht");
  const rol = document.querySelector('[data-testid="stMain"]');
  if (vlak.dataset.html !== data.html) {
    vlak.innerHTML = data.html; // every text in it was escaped
    vlak.dataset.html = data.html;
  }
  vlak.onclick = (e) => {
    const rij = e.target.closest("[data-buurt]");
    if (!rij) return;
    e.preventDefault();
    sessionStorage.setItem(PLEK, String(rol.scrollTop));
    setStateValue("gekozen", `${rij.dataset.buurt} ${Date.now()}`);
  };
  const plek = sessionStorage.getItem(PLEK);
  if (plek !== null && !vlak.dataset.terug) {
    // once the rows have their height
    requestAnimationFrame(() => {
      rol.scrollTop = Number(plek);
      sessionStorage.removeItem(PLEK);
    });
  }
  vlak.dataset.terug = "ja";
}
