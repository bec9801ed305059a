/** The header's shape while nothing is known. */
export function HeaderSkeleton() {
  return (
    <header class="page-header skeleton" aria-hidden="true">
      <div class="identity">
        <span class="bone bone-title" />
        <span class="bone bone-line" />
      </div>
    </header>
  );
}

/** The answer's shape while nothing is known. */
export function CardSkeleton() {
  return (
    <section class="card skeleton" aria-hidden="true">
      <span class="bone bone-headline" />
      <span class="bone bone-line" />
      <span class="bone bone-line" />
    </section>
  );
}

/** The table's shape while the services are looked up. */
export function TableSkeleton() {
  return (
    <div class="table-skeleton skeleton" aria-hidden="true">
      {[1, 2, 3, 4].map((row) => (
        <div key={row} class="table-skeleton-row">
          <span class="bone bone-name" />
          <span class="bone bone-track" />
          <span class="bone bone-cell" />
          <span class="bone bone-cell bone-wide-only" />
        </div>
      ))}
    </div>
  );
}

/** A list's shape while its first page is looked up. */
export function ListSkeleton() {
  return (
    <div class="list-skeleton skeleton" aria-hidden="true">
      <span class="bone bone-line" />
      <span class="bone bone-line" />
      <span class="bone bone-line" />
    </div>
  );
}
