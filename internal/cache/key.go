package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
)

// A Key identifies a result.
type Key [sha256.Size]byte

// A Hash makes a key of what can change a result. What is added can be told apart
// however it is divided.
type Hash struct {
	hash hash.Hash
	buf  []byte
}

// NewHash returns a hash for results of a kind.
func NewHash(kind string) *Hash {
	h := &Hash{hash: sha256.New()}
	h.Add("kind", kind)
	return h
}

// Add adds values in their order, and what they are.
func (h *Hash) Add(name string, values ...string) {
	h.buf = appendText(h.buf[:0], name)
	h.buf = binary.AppendUvarint(h.buf, uint64(len(values)))
	for _, v := range values {
		h.buf = appendText(h.buf, v)
	}
	h.hash.Write(h.buf)
}

// AddKey adds what a key stands for.
func (h *Hash) AddKey(name string, key Key) { h.Add(name, string(key[:])) }

// AddMap adds the pairs of a map.
func (h *Hash) AddMap(name string, pairs map[string]string) {
	var flat []string
	for key, value := range pairs {
		flat = append(flat, string(appendText(appendText(nil, key), value)))
	}
	slices.Sort(flat)
	h.Add(name, flat...)
}

func appendText(data []byte, text string) []byte {
	return append(binary.AppendUvarint(data, uint64(len(text))), text...)
}

// Key returns the key of all that was added.
func (h *Hash) Key() Key { return Key(h.hash.Sum(nil)) }
