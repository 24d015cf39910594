// The present moment of the demo, which its clock may have moved ahead of this machine's.

let ahead = 0;

export function setPresent(moment) {
  ahead = moment - Date.now();
}

export function present() {
  return Date.now() + ahead;
}
