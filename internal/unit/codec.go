package unit

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// The encoding of an export is a list of bundles, each a count and the names of
// triggers, and its encoded records, deflated. The first bundle is the package's
// own, and may be empty. Numbers are unsigned varints; text and data follow their
// length. The names stand apart so that the gate needs no decoder.

// Encode returns the export as data; a nil export is no data. The error is that
// of a fact that gob can't encode.
func (e *Export) Encode() ([]byte, error) {
	if e == nil {
		return nil, nil
	}
	own := e.Own
	if own == nil {
		own = new(Bundle)
	}
	data, err := own.append(nil)
	for _, b := range e.Passed {
		if err != nil {
			return nil, err
		}
		data, err = b.append(data)
	}
	return data, err
}

func (b *Bundle) append(data []byte) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.data == nil {
		records, err := EncodeRecords(b.records)
		if err != nil {
			return nil, err
		}
		b.data = compress(records)
	}
	data = binary.AppendUvarint(data, uint64(len(b.names)))
	for _, name := range b.names {
		data = appendText(data, []byte(name))
	}
	return appendText(data, b.data), nil
}

// compress deflates data. Facts repeat themselves: this makes them a fifth of
// their size, in a build cache that keeps those of every package.
func compress(data []byte) []byte {
	if len(data) == 0 {
		return nil
	}
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.DefaultCompression)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes all, and the level is one that exists
	}
	return buf.Bytes()
}

// maxInflated bounds the facts that a decoder inflates in all. Those of a large module
// and all that it imports take some hundred kilobytes.
const maxInflated = 256 << 20

// errDamaged says that data is none that Encode returns.
var errDamaged = errors.New("damaged facts")

// decompress is the inverse of compress. The error says that data is damaged, or that
// it, with all that was inflated before, is more than the limit.
func (d *Decoder) decompress(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	inflated, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), d.left+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errDamaged, err)
	}
	if d.left -= int64(len(inflated)); d.left < 0 {
		return nil, fmt.Errorf("more than %d MB of facts", maxInflated>>20)
	}
	return inflated, nil
}

func appendText(data, text []byte) []byte {
	data = binary.AppendUvarint(data, uint64(len(text)))
	return append(data, text...)
}

// A Decoder decodes exports. Bundles that it meets again it returns again.
type Decoder struct {
	bundles map[string]*Bundle

	mu   sync.Mutex // since bundles are decoded when somebody needs them
	left int64      // how much it may inflate
}

// NewDecoder returns a decoder.
func NewDecoder() *Decoder { return &Decoder{bundles: map[string]*Bundle{}, left: maxInflated} }

// Decode is the inverse of Encode. The data comes from a file, which errors about its
// facts name. The error says that there is something wrong with the data. What
// can be said only when the facts are asked for, Bundle.Records says.
func (d *Decoder) Decode(data []byte, file string) (*Export, error) {
	e, err := d.decode(data, file)
	if err != nil {
		return nil, inFile(file, err)
	}
	return e, nil
}

// inFile adds to an error about facts which file has them, and what to do.
func inFile(file string, err error) error {
	return fmt.Errorf("%s: %w; if it is in the build cache, run go clean -cache", file, err)
}

func (d *Decoder) decode(data []byte, file string) (*Export, error) {
	if len(data) == 0 {
		return nil, nil
	}
	r := &reader{data: data}
	e := new(Export)
	own := d.bundle(r, file)
	switch {
	case len(own.data) > 0:
		e.Own = own
	case len(own.names) > 0 || len(r.data) == 0:
		return nil, errDamaged // it would be no data
	}
	for len(r.data) > 0 && !r.bad {
		passed := d.bundle(r, file)
		if len(passed.data) == 0 {
			return nil, errDamaged
		}
		e.Passed = append(e.Passed, passed)
	}
	if r.bad {
		return nil, errDamaged
	}
	return e, nil
}

func (d *Decoder) bundle(r *reader, file string) *Bundle {
	whole := r.data
	b := &Bundle{decoder: d, file: file}
	for range r.number() {
		if r.bad {
			return b
		}
		b.names = append(b.names, string(r.text()))
	}
	b.data = r.text()
	whole = whole[:len(whole)-len(r.data)]
	if known := d.bundles[string(whole)]; known != nil {
		return known
	}
	d.bundles[string(whole)] = b
	return b
}

// A reader takes data apart. Once something is wrong, it is bad, and all that
// it returns is empty.
type reader struct {
	data []byte
	bad  bool
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.data)
	if size <= 0 {
		r.bad = true
		return 0
	}
	r.data = r.data[size:]
	return n
}

func (r *reader) text() []byte {
	n := r.number()
	if n > uint64(len(r.data)) {
		r.bad = true
	}
	if r.bad {
		return nil
	}
	text := r.data[:n]
	r.data = r.data[n:]
	return text
}
