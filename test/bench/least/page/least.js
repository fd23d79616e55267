// The least a list of steps can cost: as many rows read from Foothold's own database, as many lines shown.
const lines = Number(new URLSearchParams(location.search).get('lines'));
document.querySelector('input').focus();

const request = indexedDB.open('foothold');
request.onsuccess = () => {
  const reading = request.result.transaction(['items', 'facts']);
  const items = reading.objectStore('items').index('lanes').getAll(null, lines);
  const facts = reading.objectStore('facts').getAll(null, lines);
  reading.oncomplete = () => {
    const titles = new Map(facts.result.map((row) => [row.key, row.facts.title]));
    const drawn = items.result.map(({ key, steps }) => {
      const line = document.createElement('li');
      line.textContent = `${steps[0]?.text} ${titles.get(key) ?? key}`;
      return line;
    });
    document.querySelector('ul').append(...drawn);
  };
};
