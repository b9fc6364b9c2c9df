package unit

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
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

// decompress is the inverse of compress. The error says that data is damaged.
func decompress(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	return io.ReadAll(flate.NewReader(bytes.NewReader(data)))
}

func appendText(data, text []byte) []byte {
	data = binary.AppendUvarint(data, uint64(len(text)))
	return append(data, text...)
}

// A Decoder decodes exports. Bundles that it meets again it returns again.
type Decoder struct{ bundles map[string]*Bundle }

// NewDecoder returns a decoder.
func NewDecoder() *Decoder { return &Decoder{map[string]*Bundle{}} }

// Decode is the inverse of Encode. The error says that there is something wrong
// with the data.
func (d *Decoder) Decode(data []byte) (*Export, error) {
	if len(data) == 0 {
		return nil, nil
	}
	r := &reader{data: data}
	e := new(Export)
	if own := d.bundle(r); len(own.data) > 0 {
		e.Own = own
	}
	for len(r.data) > 0 && !r.bad {
		e.Passed = append(e.Passed, d.bundle(r))
	}
	if r.bad {
		return nil, errors.New("damaged facts")
	}
	return e, nil
}

func (d *Decoder) bundle(r *reader) *Bundle {
	whole := r.data
	b := new(Bundle)
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
