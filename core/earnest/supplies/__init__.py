"""What is fetched and checked: recogniser models, the files of voices, whatever else the catalogue names."""
