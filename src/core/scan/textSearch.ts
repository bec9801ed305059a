import type { Detector } from "../detect/findKeys";
import type { KnownIds } from "../detect/knownIds";
import { ignoreReason } from "../findings/ignoreComment";
import type { Place, WorkspaceFinding } from "./finding";
import type { SecretShapes } from "./secretShapes";

/** A finding in a file that the reader of it knows. */
export type PlacedKey = Omit<WorkspaceFinding, "uri">;

/** What texts are searched with. */
export interface TextSearchParts {
  readonly detector: Detector;
  readonly known: KnownIds;
  readonly secrets: SecretShapes;
}

// What the detector may look at around an ID. Names and what follows them need a few hundred characters; base64 has its
// `+` every 64 characters, so that in this many there is one.
const MARGIN = 8_192;
const WINDOW = 32_768;

/** The best size of a piece: with it no text grows to where the engine keeps it until memory is short. */
export const PIECE = 65_536;

/**
 * Searches a text that comes in pieces, as the editor's search of the whole text would, and keeps a window of it only:
 * files may be larger than memory, also in a single line.
 */
export class TextSearch {
  private readonly found: PlacedKey[] = [];
  private window = "";
  /** Where in the window the part begins whose findings were not taken yet. */
  private taken = 0;
  /** Where in the whole text the window begins. */
  private windowAt: Place = { line: 0, character: 0 };
  private binary = false;

  constructor(private readonly parts: TextSearchParts) {}

  /** Whether the text turned out to be none: it is of no use to go on. */
  get isBinary(): boolean {
    return this.binary;
  }

  push(piece: string): void {
    if (this.binary) return;
    if (piece.includes("\0")) {
      this.binary = true;
      this.window = "";
      return;
    }
    this.window += piece;
    if (this.window.length < WINDOW + 2 * MARGIN) return;
    const end = this.window.length - MARGIN;
    this.take(end);
    this.dropBefore(end - MARGIN);
  }

  /** The findings in the order of the text; none in what is binary. To be called once, after the last piece. */
  end(): readonly PlacedKey[] {
    if (this.binary) return [];
    this.take(this.window.length + 1);
    this.window = "";
    return this.found;
  }

  /** Takes the findings that begin before `end`. */
  private take(end: number): void {
    const { detector, known, secrets } = this.parts;
    const findings = detector
      .find(this.window, known)
      .filter(({ start }) => start >= this.taken && start < end);
    const places = new Places(this.window, this.windowAt);
    for (const finding of findings) {
      const { provider, kind, id } = finding;
      const range = { start: places.at(finding.start), end: places.at(finding.end) };
      const near = secrets.isNear(this.window, finding);
      const comment = ignoreReason(this.window, finding.start);
      this.found.push({
        range,
        key: { provider, kind, id },
        ...(near && { nearSecret: true }),
        ...(comment !== undefined && { comment }),
      });
    }
    this.taken = end;
  }

  private dropBefore(at: number): void {
    // `\r\n` is one line break.
    const cut = this.window.charAt(at - 1) === "\r" ? at - 1 : at;
    this.windowAt = new Places(this.window, this.windowAt).at(cut);
    this.window = this.window.slice(cut);
    this.taken -= cut;
  }
}

/** Turns offsets, asked for in ascending order, into lines and columns as VS Code counts them. */
class Places {
  private readonly lineBreak = /\r\n|\n|\r/g;
  private next: RegExpExecArray | null;
  private line: number;
  private lineStart: number;

  constructor(
    private readonly text: string,
    { line, character }: Place,
  ) {
    this.line = line;
    this.lineStart = -character;
    this.next = this.lineBreak.exec(text);
  }

  at(offset: number): Place {
    while (this.next && this.lineBreak.lastIndex <= offset) {
      this.line++;
      this.lineStart = this.lineBreak.lastIndex;
      this.next = this.lineBreak.exec(this.text);
    }
    return { line: this.line, character: offset - this.lineStart };
  }
}

/** One search of a text that is there as a whole. */
export function searchText(text: string, parts: TextSearchParts): readonly PlacedKey[] {
  const search = new TextSearch(parts);
  search.push(text);
  return search.end();
}
