// The least a list of steps can cost: as many rows read from Foothold's own database, as many lines shown.
const asked = new URLSearchParams(location.search);
const [rows, lines] = [Number(asked.get('rows')), Number(asked.get('lines'))];
document.querySelector('input').focus();

const request = indexedDB.open('foothold');
request.onsuccess = () => {
  const reading = request.result.transaction(['items', 'facts']);
  const items = reading.objectStore('items').index('lanes').getAll(null, rows);
  const facts = reading.objectStore('facts').getAll(null, rows);
  reading.oncomplete = () => {
    const titles = new Map(facts.result.map((row) => [row.key, row.facts.title]));
    const drawn = items.result.slice(0, lines).map(({ key, steps }) => {
      const line = document.createElement('li');
      line.textContent = `${steps[0]?.text} ${titles.get(key) ?? key}`;
      return line;
    });
    document.querySelector('ul').append(...drawn);
  };
};
