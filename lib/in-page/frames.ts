/** The documents of the page's same-origin frames, nested ones too. */
function* documentsBelow(doc: Document, depth = 0): Generator<Document> {
  if (depth > 5) return;
  for (const frame of doc.querySelectorAll('iframe, frame')) {
    const inner = innerDocument(frame as HTMLIFrameElement);
    if (!inner) continue;
    yield inner;
    yield* documentsBelow(inner, depth + 1);
  }
}

function innerDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/** Calls back once for the page's document and each same-origin frame's, now and as they come. */
export function forEachDocument(callback: (doc: Document) => void, signal: AbortSignal): void {
  const known = new WeakSet<Document>();
  const visit = (doc: Document) => {
    if (known.has(doc)) return;
    known.add(doc);
    callback(doc);
    // `load` of a frame does not bubble, but it can be caught on its way down.
    doc.addEventListener('load', look, { capture: true, signal });
  };
  const look = () => {
    visit(document);
    for (const doc of documentsBelow(document)) visit(doc);
  };
  look();
}
