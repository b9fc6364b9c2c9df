package unit

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// A Vetx is what x/tools' unitchecker keeps of a package between runs: its
// types, as indexed export data, and its facts.
type Vetx struct {
	Types []byte // empty where the package was not analyzed
	Facts []byte // see EncodeRecords
}

const (
	vetxMagic  = "vetx"
	vetxHeader = len(vetxMagic) + 2*4 // and the lengths of both parts, little-endian
)

// maxVetx bounds the size of a file that is read. On large modules they take kilobytes.
const maxVetx = 256 << 20

// ReadVetx reads the file of that name. The error is that of reading it, or
// says what is wrong with its contents.
func ReadVetx(name string) (Vetx, error) {
	file, err := os.Open(name)
	if err != nil {
		return Vetx{}, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxVetx+1))
	if err != nil {
		return Vetx{}, err
	}
	if len(data) > maxVetx {
		return Vetx{}, inFile(name, fmt.Errorf("a vetx file of more than %d MB", maxVetx>>20))
	}
	if len(data) < vetxHeader || string(data[:len(vetxMagic)]) != vetxMagic {
		return Vetx{}, inFile(name, errors.New("not a vetx file of this version of sockvet"))
	}
	types := uint64(binary.LittleEndian.Uint32(data[4:]))
	facts := uint64(binary.LittleEndian.Uint32(data[8:]))
	data = data[vetxHeader:]
	if types+facts != uint64(len(data)) {
		return Vetx{}, inFile(name, fmt.Errorf("damaged vetx file: %d bytes, want %d", len(data), types+facts))
	}
	return Vetx{Types: data[:types], Facts: data[types : types+facts]}, nil
}

// WriteFile writes the file of that name.
func (v Vetx) WriteFile(name string) error {
	data := append(make([]byte, 0, vetxHeader+len(v.Types)+len(v.Facts)), vetxMagic...)
	data = binary.LittleEndian.AppendUint32(data, uint32(len(v.Types)))
	data = binary.LittleEndian.AppendUint32(data, uint32(len(v.Facts)))
	data = append(data, v.Types...)
	data = append(data, v.Facts...)
	return os.WriteFile(name, data, 0o666)
}
