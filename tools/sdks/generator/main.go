// Writes the SDK of a Pulumi package: its language, the schema's file and the folder are the arguments.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blang/semver"
	gocode "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-statsig-console"

func main() {
	if len(os.Args) != 4 {
		fail(errors.New("usage: generator LANGUAGE SCHEMA FOLDER"))
	}
	if err := write(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func write(language, file, folder string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, alone{}, schema.ValidationOptions{})
	if err != nil {
		return err
	}
	if diagnostics.HasErrors() {
		// The last says which value is wrong; those before it say what that makes wrong.
		return errors.New(diagnostics[len(diagnostics)-1].Summary)
	}
	// The SDK has the schema's version, and files of its own for the language's package manager.
	pkg.SupportPack = true
	files, err := generate(language, pkg)
	if err != nil {
		return err
	}
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func generate(language string, pkg *schema.Package) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, alone{})
	case "go":
		return gocode.GeneratePackage(tool, pkg, nil)
	default:
		return nil, fmt.Errorf("no SDK for %q: nodejs, go", language)
	}
}

// alone loads the schemas of other packages: ours refers to none.
type alone struct{}

func (alone) refuse(name string) error {
	return fmt.Errorf("the schema refers to another package, %s", name)
}

func (loader alone) LoadPackage(name string, _ *semver.Version) (*schema.Package, error) {
	return nil, loader.refuse(name)
}

func (loader alone) LoadPackageV2(_ context.Context, other *schema.PackageDescriptor) (*schema.Package, error) {
	return nil, loader.refuse(other.Name)
}

func (loader alone) LoadPackageReference(name string, _ *semver.Version) (schema.PackageReference, error) {
	return nil, loader.refuse(name)
}

func (loader alone) LoadPackageReferenceV2(_ context.Context, other *schema.PackageDescriptor) (schema.PackageReference, error) {
	return nil, loader.refuse(other.Name)
}
