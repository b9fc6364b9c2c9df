package plain

import (
	"bytes"
	"io"
)

// A Writer passes text on to another writer, as [Lines] returns it. It keeps what
// follows the last end of a line until Flush.
type Writer struct {
	to   io.Writer
	rest []byte
}

// NewWriter returns a Writer to w.
func NewWriter(w io.Writer) *Writer { return &Writer{to: w} }

// Write passes on whole lines. The error is that of the other writer.
func (w *Writer) Write(text []byte) (int, error) {
	w.rest = append(w.rest, text...)
	end := bytes.LastIndexByte(w.rest, '\n') + 1
	lines := string(w.rest[:end])
	w.rest = append(w.rest[:0], w.rest[end:]...)
	if lines == "" {
		return len(text), nil
	}
	if _, err := io.WriteString(w.to, Lines(lines)); err != nil {
		return 0, err
	}
	return len(text), nil
}

// Flush passes on the line that has no end yet. The error is that of the other
// writer.
func (w *Writer) Flush() error {
	_, err := io.WriteString(w.to, Lines(string(w.rest)))
	w.rest = nil
	return err
}
