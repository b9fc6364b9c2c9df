package cache

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"

	"github.com/sockvet/sockvet/internal/output"
)

// A Result is what was found out about a package.
type Result struct {
	Facts    []byte // that it made, see [unit.Export.Encode]
	Findings []output.Finding
	Notes    []string // see [unit.Noter]
	Details  []string // the same

	// Imports has, for each Go file of the package that the findings are about, the names
	// of the packages that it imports, by import path. The files themselves are not kept.
	Imports map[string]map[string]string
}

// Encode returns the result as data. Most have facts at most, and cost no gob.
func (r *Result) Encode() ([]byte, error) {
	var data bytes.Buffer
	data.Write(binary.AppendUvarint(nil, uint64(len(r.Facts))))
	data.Write(r.Facts)
	if len(r.Findings) == 0 && len(r.Notes) == 0 && len(r.Details) == 0 {
		return data.Bytes(), nil
	}
	rest := *r
	rest.Facts = nil
	err := gob.NewEncoder(&data).Encode(rest)
	return data.Bytes(), err
}

var errDamaged = errors.New("damaged result")

// DecodeResult is the inverse of Encode. The error says that the data is not of it.
func DecodeResult(data []byte) (*Result, error) {
	size, n := binary.Uvarint(data)
	if n <= 0 || size > uint64(len(data)-n) {
		return nil, errDamaged
	}
	r := new(Result)
	facts, rest := data[n:n+int(size)], data[n+int(size):]
	if len(rest) > 0 {
		if err := gob.NewDecoder(bytes.NewReader(rest)).Decode(r); err != nil {
			return nil, fmt.Errorf("%w: %w", errDamaged, err)
		}
	}
	r.Facts = facts
	return r, nil
}
