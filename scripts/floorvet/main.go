// The floorvet command is a tool for go vet that only answers: it says what it is and
// that it has no flags, and leaves an empty file of facts for each package. Its cost is
// that of go vet itself, with a process for each package.
//
// What go vet asks is described in $GOROOT/src/cmd/go/internal/work/exec.go, in
// Builder.vet, and in x/tools' go/analysis/unitchecker.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

func main() {
	if err := answer(os.Args[len(os.Args)-1]); err != nil {
		fmt.Fprintln(os.Stderr, "floorvet:", err)
		os.Exit(1)
	}
}

// answer answers one question: an argument of a tool for go vet.
func answer(question string) error {
	switch question {
	case "-V=full":
		return version()
	case "-flags":
		fmt.Println("[]")
		return nil
	}
	return writeFacts(question)
}

// version prints what go vet knows the tool by. The bench makes it another one by
// appending to the file.
func version() error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	fmt.Printf("floorvet version devel buildID=%x-%x\n", info.Size(), info.ModTime().UnixNano())
	return nil
}

// writeFacts leaves the file that go vet hands to the importers of the package, which
// the file of that name describes.
func writeFacts(config string) error {
	data, err := os.ReadFile(config)
	if err != nil {
		return err
	}
	var cfg struct{ VetxOutput string }
	if err := json.Unmarshal(data, &cfg); err != nil {
		return err
	}
	if cfg.VetxOutput == "" {
		return errors.New(config + " names no file for facts")
	}
	return os.WriteFile(cfg.VetxOutput, nil, 0o666)
}
