/** A picture drawn for an attachment's path, so that screenshots show something like a photo. */
export const attachmentPicture = (path: string): string => {
  const isMenu = path.includes("group");
  if (isMenu) {
    const lines = Array.from(
      { length: 9 },
      (_, index) =>
        `<rect x="40" y="${70 + index * 30}" width="${150 + ((index * 53) % 110)}" height="8" rx="4" fill="#8a7d6b"/>`,
    );
    return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="760" viewBox="0 0 320 380"><rect width="320" height="380" fill="#f3ead9"/><rect x="40" y="30" width="120" height="16" rx="8" fill="#5a4632"/>${lines.join("")}</svg>`;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="640" viewBox="0 0 960 640">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3c6e9f"/><stop offset=".55" stop-color="#e9b48a"/><stop offset="1" stop-color="#f6dcb4"/></linearGradient>
<linearGradient id="sea" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d9a27d"/><stop offset=".4" stop-color="#4d7d98"/><stop offset="1" stop-color="#1e4663"/></linearGradient>
</defs>
<rect width="960" height="400" fill="url(#sky)"/>
<circle cx="660" cy="330" r="46" fill="#fff3d6"/>
<rect y="380" width="960" height="260" fill="url(#sea)"/>
<path d="M0 384l120-60 90 34 130-96 140 88 90-30 110 62v4z" fill="#35506a" opacity=".85"/>
<path d="M0 404l200-40 180 34 60 6z" fill="#233a4e"/>
<g stroke="#fbe4bd" stroke-width="4" opacity=".7" stroke-linecap="round"><path d="M600 410h120M622 432h80M580 456h150M640 482h50"/></g>
<path d="M0 560h960v80H0z" fill="#5b4030"/><g fill="#e8dcc8"><rect y="540" width="960" height="16"/><rect x="40" y="470" width="10" height="90"/><rect x="180" y="470" width="10" height="90"/><rect x="320" y="470" width="10" height="90"/><rect x="460" y="470" width="10" height="90"/><rect x="600" y="470" width="10" height="90"/><rect x="740" y="470" width="10" height="90"/><rect x="880" y="470" width="10" height="90"/><rect y="464" width="960" height="14"/></g>
</svg>`;
};
