import type { Tone } from "../shared/usagePage";

const QUESTION = "M-1.9-1.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.8.6-.8 1.2m0 2v.1";
const EXCLAMATION = "M0-2.4v3m0 2v.1";

/** Each tone's own shape around the origin, about 14 px wide, so that nobody needs to tell colours apart. */
export function ToneShape({ tone }: { readonly tone: Tone }) {
  switch (tone) {
    case "used":
      return <circle class="shape-filled" r="5.5" />;
    case "stale":
      return <path class="shape-filled" d="M0-7 7 0 0 7-7 0Z" />;
    case "none":
      return <circle class="shape-hollow" r="5" />;
    case "unknown":
      return (
        <>
          <rect class="shape-hollow" x="-6" y="-6" width="12" height="12" rx="2" />
          <path class="shape-glyph" d={QUESTION} />
        </>
      );
    case "problem":
      return (
        <>
          <path class="shape-filled" d="M0-7 7.5 6h-15Z" />
          <path class="shape-cut" d={EXCLAMATION} />
        </>
      );
  }
}

/** The shape of a tone as a picture of its own; the words beside it say the same. */
export function ToneMark({ tone }: { readonly tone: Tone }) {
  return (
    <svg class={`mark tone-${tone}`} viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">
      <ToneShape tone={tone} />
    </svg>
  );
}
